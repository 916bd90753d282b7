'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useForm, useWatch } from 'react-hook-form'
import type { z } from 'zod'
import { groupLabels, type NewInhibition, newInhibitionSchema } from '#lib/notifications/contract.ts'
import { ChoicesField } from '../shared/choice-fields.tsx'
import { inhibitions } from '../shared/collections.ts'
import { ConfirmButton } from '../shared/confirm-button.tsx'
import { CheckField, TextField } from '../shared/fields.tsx'
import { WhoseField } from '../shared/owner-field.tsx'
import { EditorHead } from '../shared/page-head.tsx'
import { settingsHref } from '../shared/settings-address.ts'
import { FormPart, SettingsForm } from '../shared/settings-form.tsx'
import { type Rights, whyNot } from '../shared/use-rights.ts'
import { useRemove, useSave } from '../shared/use-save.ts'
import { inhibitionSentence } from './inhibition-sentence.ts'
import { MatchersField } from './matchers-field.tsx'
import type { InhibitionView } from './route-list.tsx'
import type { AllNames } from './use-names.ts'

type Draft = z.input<typeof newInhibitionSchema>

export function InhibitionEditor({
  stored,
  names,
  rights,
  scoped,
}: {
  stored: InhibitionView | null
  names: AllNames
  rights: Rights
  scoped: string | null
}) {
  const router = useRouter()
  const back = settingsHref('routing', scoped)
  const { save } = useSave<InhibitionView, NewInhibition>(inhibitions, stored, () => router.push(back))
  const remove = useRemove(inhibitions, () => router.push(back))
  const form = useForm<Draft, unknown, NewInhibition>({
    resolver: zodResolver(newInhibitionSchema),
    defaultValues: stored ? draftOf(stored) : newDraft(rights, scoped),
  })
  const reason = whyNot(rights, stored !== null && stored.customerId === null)
  const parsed = newInhibitionSchema.safeParse({ ...useWatch({ control: form.control }), name: 'x' })
  return (
    <div className="flex flex-col gap-4">
      <EditorHead back={{ label: 'Routing', href: back }} title={stored?.name ?? 'New inhibition'} />
      <SettingsForm
        actions={
          stored &&
          reason === null && (
            <ConfirmButton
              confirm="Remove it"
              disabled={remove.isPending}
              label="Remove …"
              onConfirm={() => remove.mutate(stored.inhibitionId)}
              title={`Remove ${stored.name}?`}
            >
              Alerts that it keeps quiet are told again from the next look on.
            </ConfirmButton>
          )
        }
        cancelHref={back}
        conflict={null}
        form={form}
        reason={reason}
        save={{ ...save, error: save.error ?? remove.error }}
      >
        {parsed.success && (
          <p className="rounded-md border border-border-strong bg-surface px-3 py-2 text-sm" role="status">
            {inhibitionSentence(parsed.data, names.names)}
          </p>
        )}
        <FormPart title="What keeps what quiet">
          <TextField label="Name" path="name" />
          <WhoseField fixed={stored !== null} rights={rights} />
          <MatchersField
            empty="At least one condition is needed."
            label="While such an alert fires"
            names={names}
            path="source"
          />
          <MatchersField
            empty="At least one condition is needed."
            label="such alerts are not told"
            names={names}
            path="target"
          />
          <ChoicesField
            hint="The customer always is."
            label="when these are the same in both"
            options={groupLabels.map((value) => ({ value, label: value }))}
            path="equal"
          />
          <CheckField label="This inhibition is on" path="enabled" />
        </FormPart>
      </SettingsForm>
    </div>
  )
}

const draftOf = ({ inhibitionId: _id, ...draft }: InhibitionView): Draft => draft

const newDraft = (rights: Rights, scoped: string | null): Draft => ({
  customerId: scoped ?? (rights.mayWriteForAll ? null : (rights.me.customers[0]?.id ?? null)),
  name: '',
  source: [{ name: 'severity', op: 'is', value: 'critical' }],
  target: [{ name: 'severity', op: 'is', value: 'minor' }],
  equal: ['app'],
  enabled: true,
})
