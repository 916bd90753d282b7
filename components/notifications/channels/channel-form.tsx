'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import {
  type ChannelKind,
  type ChannelView,
  type NewChannel,
  newChannelSchema,
} from '#lib/notifications/contract.ts'
import { channels } from '../shared/collections.ts'
import { ConfirmButton } from '../shared/confirm-button.tsx'
import { CheckField, NumberField, SelectField, TextField } from '../shared/fields.tsx'
import { Skeleton } from '../shared/loaded.tsx'
import { WhoseField } from '../shared/owner-field.tsx'
import { settingsHref } from '../shared/settings-address.ts'
import { FormPart, SettingsForm } from '../shared/settings-form.tsx'
import { usePeople } from '../shared/use-people.ts'
import type { Rights } from '../shared/use-rights.ts'
import { type Saved, useRemove, useSave } from '../shared/use-save.ts'
import { channelDefaults, describeChannel, draftOf } from './channel-draft.ts'
import { ChannelFields } from './channel-fields.tsx'
import { ChannelGuide } from './channel-guide.tsx'
import { channelName } from './channel-sentence.ts'
import { withNeededSecrets } from './needed-secrets.ts'

type Props = {
  kind: ChannelKind
  stored: ChannelView | null
  all: readonly ChannelView[]
  engineUrl: string
  rights: Rights
  reason: string | null
  scoped: string | null
  onSaved: (answer: Saved) => void
}

export function ChannelForm(props: Props) {
  const people = usePeople()
  if (people.isPending) return <Skeleton rows={3} />
  return <Form {...props} people={people} />
}

function Form({
  kind,
  stored,
  all,
  engineUrl,
  rights,
  reason,
  scoped,
  onSaved,
  people,
}: Props & { people: ReturnType<typeof usePeople> }) {
  const { save, theirs, forget } = useSave<ChannelView, NewChannel>(channels, stored, onSaved)
  const form = useForm<z.input<typeof newChannelSchema>, unknown, NewChannel>({
    resolver: zodResolver(withNeededSecrets(newChannelSchema, stored?.holds ?? [])),
    defaultValues: stored ? draftOf(stored) : channelDefaults(kind, rights, scoped),
  })
  const others = all.filter(({ channelId, disabled }) => channelId !== stored?.channelId && !disabled)
  const named = {
    person: people.nameOf,
    channel: (id: string) => others.find(({ channelId }) => channelId === id)?.name ?? id,
  }
  const takeTheirs = () => {
    if (theirs) form.reset(draftOf(theirs))
    forget()
  }
  return (
    <SettingsForm
      actions={stored && reason === null && !stored.disabled && <Disable stored={stored} scoped={scoped} />}
      cancelHref={settingsHref('channels', scoped)}
      conflict={
        theirs && {
          mine: describeChannel(form.getValues(), named),
          theirs: describeChannel(draftOf(theirs), named),
          onTakeTheirs: takeTheirs,
        }
      }
      form={form}
      label={stored ? 'Save' : 'Add the channel'}
      reason={reason}
      save={save}
    >
      <ChannelGuide channelId={stored?.channelId ?? null} engineUrl={engineUrl} kind={kind} />
      <FormPart title="Where">
        <TextField hint="As people call it: #acme-ops, NOC list." label="Name" path="name" />
        <WhoseField fixed={stored !== null} rights={rights} />
        <ChannelFields holds={stored?.holds ?? []} kind={kind} />
      </FormPart>
      <FormPart title="When it fails, and how much it takes">
        <SelectField
          hint="Told by another way when this channel is broken."
          label="Owner"
          none="Nobody: administrators are told"
          options={people.people.map(({ memberId, name }) => ({ value: memberId, label: name }))}
          path="ownerId"
        />
        <SelectField
          hint="Carries the messages when this one does not take them; the alert’s timeline says so."
          label="Fallback channel"
          none="None: messages wait until it is mended"
          options={others
            .filter(
              ({ customerId }) =>
                customerId === null || customerId === (stored?.customerId ?? form.watch('customerId')),
            )
            .map((one) => ({ value: one.channelId, label: channelName(one) }))}
          path="fallbackId"
        />
        <NumberField
          hint="What is over goes into one digest. The first word about an alert is never held back by a repeat."
          label="Budget"
          path="budgetPerHour"
          unit="messages an hour"
        />
        <CheckField
          hint="One small message a day through the whole way. When it does not arrive, you know before an alert needs it."
          label="Daily canary"
          path="canary"
        />
      </FormPart>
    </SettingsForm>
  )
}

function Disable({ stored, scoped }: { stored: ChannelView; scoped: string | null }) {
  const router = useRouter()
  const remove = useRemove(channels, () => router.push(settingsHref('channels', scoped)))
  return (
    <>
      <ConfirmButton
        confirm="Disable it"
        disabled={remove.isPending}
        label="Disable …"
        onConfirm={() => remove.mutate(stored.channelId)}
        title={`Disable ${stored.name}?`}
      >
        <p>
          Nothing is sent there any more. Routes and policies that name it skip it
          {stored.waiting > 0 ? `, and the ${stored.waiting} messages that wait go nowhere` : ''}. What was
          sent stays in the log.
        </p>
      </ConfirmButton>
      {remove.isError && <span className="text-crit-fg text-ui">{remove.error.message}</span>}
    </>
  )
}
