'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { Field, inputClass } from '#components/settings/field.tsx'
import { NotStored } from '#components/settings/page-parts.tsx'
import { Button } from '#components/ui/button.tsx'
import { type IncidentDetail, proofSchema, type TimelineLine } from '#lib/incidents/api-contract.ts'
import { useIncidentAct } from '../acts/use-incident-act.ts'
import { ownPath } from './own-path.ts'

type Proof = z.input<typeof proofSchema>

/** Where the metric stands that proves a line: a call at its moment, an alert’s chart, a report. */
export function ProofForm({
  line,
  detail: { incident, alerts, sessions },
  onDone,
}: {
  line: TimelineLine
  detail: IncidentDetail
  onDone: () => void
}) {
  const act = useIncidentAct(incident)
  const form = useForm<Proof, unknown, z.output<typeof proofSchema>>({
    resolver: zodResolver(proofSchema),
    defaultValues: line.proof ?? { label: '', href: '' },
  })
  const { errors } = form.formState
  const store = (proof: Proof | null) =>
    act.mutate({ method: 'PUT', path: '/marks', body: { line: line.line, proof } }, { onSuccess: onDone })
  const take = (label: string, href: string) => {
    form.setValue('label', label.slice(0, 200))
    form.setValue('href', href, { shouldValidate: true })
  }
  const at = Math.round(line.at)
  return (
    <form
      className="mt-2 flex flex-col gap-2 rounded-md border border-border bg-surface p-3"
      onSubmit={(event) => void form.handleSubmit(store)(event)}
    >
      <Suggested
        of={[
          ...alerts.map((alert) => ({ label: `Chart: ${alert.title}`, href: `/alerts/${alert.alertId}` })),
          ...sessions.map((call) => ({
            label: `Call: ${call.name}`,
            href: `/sessions/${call.sessionId}?t=${at}`,
          })),
        ]}
        onTake={take}
      />
      <Field error={errors.label && 'Say what one sees there.'} label="What one sees there">
        <input
          className={inputClass}
          maxLength={200}
          placeholder="Loss of the relay in eu-west rises to 14 %"
          {...form.register('label')}
        />
      </Field>
      <Field
        error={errors.href && 'A page of Earshot, for example /sessions/…?t=….'}
        hint="Paste the link of a call at its moment, of an alert, or of a report."
        label="Where"
      >
        <input
          className={inputClass}
          {...form.register('href', { setValueAs: (text: string) => ownPath(text, window.location.origin) })}
        />
      </Field>
      <NotStored problem={act.error} />
      <div className="flex flex-wrap gap-2">
        <Button disabled={act.isPending} look="primary" type="submit">
          Save proof
        </Button>
        {line.proof !== null && (
          <Button disabled={act.isPending} onClick={() => store(null)}>
            Remove
          </Button>
        )}
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  )
}

/** What is linked already is the likeliest proof. */
function Suggested({
  of,
  onTake,
}: {
  of: readonly { label: string; href: string }[]
  onTake: (label: string, href: string) => void
}) {
  if (of.length === 0) return null
  return (
    <label className="flex flex-col gap-1 text-ui">
      <span className="font-medium">Take what is linked</span>
      <select
        className={inputClass}
        onChange={(event) => {
          const one = of.find(({ href }) => href === event.currentTarget.value)
          if (one) onTake(one.label, one.href)
        }}
        value=""
      >
        <option value="">Choose an alert or a call …</option>
        {of.map(({ label, href }) => (
          <option key={href} value={href}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}
