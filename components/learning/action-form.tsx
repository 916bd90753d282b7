'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { Field, inputClass } from '#components/settings/field.tsx'
import { NotStored } from '#components/settings/page-parts.tsx'
import { Button } from '#components/ui/button.tsx'
import {
  type ActionView,
  actionKinds,
  type IncidentActionList,
  type NewAction,
  newActionSchema,
  recurrenceCheckSchema,
} from '#lib/incidents/learning/contract.ts'
import { actionKindWords } from './learning-words.ts'
import { useCreateAction, useEditAction } from './use-learning.ts'

type Input = z.input<typeof newActionSchema>
type Props = {
  incidentId: string
  was: ActionView | null
  choices: Pick<IncidentActionList, 'people' | 'checks'>
  onDone: () => void
}
const empty = (text: unknown) => (text === '' || text === undefined ? null : text)

/** An action: what will be another than before, by whom, until when, and what must stay away then. */
export function ActionForm({ incidentId, was, choices, onDone }: Props) {
  const create = useCreateAction(incidentId)
  const edit = useEditAction(was?.actionId ?? '')
  const form = useForm<Input, unknown, NewAction>({
    resolver: zodResolver(newActionSchema),
    defaultValues: was
      ? inputOf(was)
      : { title: '', detail: '', kind: 'prevent', ownerId: null, dueOn: null },
  })
  const { errors } = form.formState
  const save = form.handleSubmit((action) => {
    const done = { onSuccess: onDone }
    if (was) edit.mutate({ ...action, version: was.version }, done)
    else create.mutate(action, done)
  })
  const busy = create.isPending || edit.isPending
  return (
    <form className="flex flex-col gap-3" onSubmit={(event) => void save(event)}>
      <Field error={errors.title && 'Say what will be done, in a few words.'} label="What will be done">
        <input className={inputClass} data-first maxLength={200} {...form.register('title')} />
      </Field>
      <Field label="More about it">
        <textarea className={`${inputClass} h-20 py-1.5`} {...form.register('detail')} />
      </Field>
      <div className="flex flex-wrap gap-3">
        <Field label="It is to">
          <select className={inputClass} {...form.register('kind')}>
            {actionKinds.map((kind) => (
              <option key={kind} value={kind}>
                {actionKindWords[kind]}
              </option>
            ))}
          </select>
        </Field>
        <Field label="Whose">
          <select className={inputClass} {...form.register('ownerId', { setValueAs: empty })}>
            <option value="">nobody yet</option>
            {choices.people.map(({ memberId, name }) => (
              <option key={memberId} value={memberId}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        <Field error={errors.dueOn && 'A day, or nothing.'} label="Due on">
          <input className={inputClass} type="date" {...form.register('dueOn', { setValueAs: empty })} />
        </Field>
      </div>
      <Checks checks={choices.checks} onChange={(check) => form.setValue('check', check)} was={was} />
      <Field error={errors.ticketUrl && 'An address that begins with https://'} label="Ticket">
        <input
          className={inputClass}
          placeholder="https://"
          {...form.register('ticketUrl', { setValueAs: empty })}
        />
      </Field>
      <NotStored problem={create.error ?? edit.error} />
      <div className="flex gap-2">
        <Button disabled={busy} look="primary" type="submit">
          {was ? 'Save' : 'Add action'}
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  )
}

type ChecksProps = {
  checks: IncidentActionList['checks']
  was: ActionView | null
  onChange: (check: NewAction['check']) => void
}
function Checks({ checks, was, onChange }: ChecksProps) {
  const now = was?.check ? JSON.stringify(was.check) : ''
  const known = checks.map(({ label, check }) => ({
    value: JSON.stringify(check),
    label: `${check.of === 'rule' ? 'Alerts of' : 'Finding'} “${label}”`,
  }))
  return (
    <Field
      hint="When it is seen again within 30 days after this was done, this is opened again and its owner is told."
      label="What must stay away"
    >
      <select
        className={inputClass}
        defaultValue={now}
        onChange={(event) => {
          const { value } = event.currentTarget
          onChange(value === '' ? null : recurrenceCheckSchema.parse(JSON.parse(value)))
        }}
      >
        <option value="">nothing that can be watched</option>
        {now !== '' && !known.some(({ value }) => value === now) && (
          <option value={now}>what is watched now</option>
        )}
        {known.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  )
}

const inputOf = ({ title, detail, kind, owner, dueOn, check, ticketUrl }: ActionView): Input => ({
  ...{ title, detail, kind, dueOn, check, ticketUrl },
  ownerId: owner?.memberId ?? null,
})
