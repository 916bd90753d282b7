'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useForm, useWatch } from 'react-hook-form'
import type { z } from 'zod'
import { type NewPolicy, newPolicySchema, type PolicyView } from '#lib/notifications/contract.ts'
import { policies } from '../shared/collections.ts'
import { ConfirmButton } from '../shared/confirm-button.tsx'
import { TextField } from '../shared/fields.tsx'
import { WarningNote } from '../shared/loaded.tsx'
import { WhoseField } from '../shared/owner-field.tsx'
import { EditorHead } from '../shared/page-head.tsx'
import { settingsHref } from '../shared/settings-address.ts'
import { FormPart, SettingsForm } from '../shared/settings-form.tsx'
import { type Rights, whyNot } from '../shared/use-rights.ts'
import { useRemove, useSave } from '../shared/use-save.ts'
import { policySentence, policyWarning, repeatWords } from './policy-sentence.ts'
import { RepeatField } from './repeat-field.tsx'
import { StepsField } from './steps-field.tsx'
import type { Targets } from './use-targets.ts'

type Draft = z.input<typeof newPolicySchema>

export function PolicyEditor({
  stored,
  targets,
  rights,
  scoped,
}: {
  stored: PolicyView | null
  targets: Targets
  rights: Rights
  scoped: string | null
}) {
  const router = useRouter()
  const back = settingsHref('escalation', scoped)
  const { save, theirs, forget } = useSave<PolicyView, NewPolicy>(policies, stored, () => router.push(back))
  const remove = useRemove(policies, () => router.push(back))
  const form = useForm<Draft, unknown, NewPolicy>({
    resolver: zodResolver(newPolicySchema),
    defaultValues: stored ? draftOf(stored) : newDraft(rights, scoped),
  })
  const reason = whyNot(rights, stored !== null && stored.customerId === null)
  const inWords = (draft: Draft) =>
    [
      ['Name', draft.name],
      ['Steps', policySentence(stepsOf(draft), draft.repeat ?? 0, targets.targetName)],
      ['Afterwards', repeatWords(draft.repeat ?? 0)],
    ] as const
  return (
    <div className="flex flex-col gap-4">
      <EditorHead back={{ label: 'Escalation', href: back }} title={stored?.name ?? 'New policy'} />
      <SettingsForm
        actions={
          stored &&
          reason === null && (
            <ConfirmButton
              confirm="Remove it"
              disabled={remove.isPending}
              label="Remove …"
              onConfirm={() => remove.mutate(stored.policyId)}
              title={`Remove ${stored.name}?`}
            >
              Alerts that are being escalated go on with the steps they started with. Routes that name this
              policy tell only their channels from now on.
            </ConfirmButton>
          )
        }
        cancelHref={back}
        conflict={
          theirs && {
            mine: inWords(form.getValues()),
            theirs: inWords(draftOf(theirs)),
            onTakeTheirs: () => {
              form.reset(draftOf(theirs))
              forget()
            },
          }
        }
        form={form}
        reason={reason}
        save={{ ...save, error: save.error ?? remove.error }}
      >
        <FormPart title="Policy">
          <TextField label="Name" path="name" />
          <WhoseField fixed={stored !== null} rights={rights} />
        </FormPart>
        <FormPart title="Steps">
          <StepsField targets={targets} />
          <RepeatField />
        </FormPart>
        <Warning steps={stepsOf(useWatch({ control: form.control }) as Draft)} targets={targets} />
      </SettingsForm>
    </div>
  )
}

function Warning({ steps, targets }: { steps: ReturnType<typeof stepsOf>; targets: Targets }) {
  const warning = policyWarning(steps, targets.isKnown, targets.hasSomebody)
  return warning && <WarningNote>{warning}</WarningNote>
}

const stepsOf = ({ steps }: Draft) => steps.map((step) => ({ ...step, important: step.important ?? false }))
const draftOf = ({ policyId: _id, version: _version, ...draft }: PolicyView): Draft => draft
const newDraft = (rights: Rights, scoped: string | null): Draft => ({
  customerId: scoped ?? (rights.mayWriteForAll ? null : (rights.me.customers[0]?.id ?? null)),
  name: '',
  steps: [{ delayMs: 0, targets: [], important: true }],
  repeat: 1,
})
