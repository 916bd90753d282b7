'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useId } from 'react'
import { Controller, type UseFormReturn, useForm, useWatch } from 'react-hook-form'
import type { z } from 'zod'
import { severityLook } from '#components/alerting/alert-words.ts'
import { CustomerChoice } from '#components/alerting/suppression/customer-choice.tsx'
import { DurationField } from '#components/alerting/suppression/duration-field.tsx'
import { MatcherBuilder } from '#components/alerting/suppression/matcher-builder.tsx'
import { useCustomers, useNameOf } from '#components/alerting/suppression/use-label-names.ts'
import { Field, FieldGroup, inputClass } from '#components/settings/field.tsx'
import { NotStored } from '#components/settings/page-parts.tsx'
import { Button } from '#components/ui/button.tsx'
import { type IncidentRuleView, newIncidentRuleSchema } from '#lib/incidents/api-contract.ts'
import { autoResolvePolicies, incidentSeverities } from '#lib/incidents/contract.ts'
import { autoResolveWords } from '../words.ts'
import { ruleSentence } from './rule-sentence.ts'
import { useChangeIncidentRule, useCreateIncidentRule } from './use-incident-rules.ts'

type Input = z.input<typeof newIncidentRuleSchema>
type Form = UseFormReturn<Input, unknown, z.output<typeof newIncidentRuleSchema>>
type Props = { isAdmin: boolean; was: IncidentRuleView | null; scoped: string | null; onDone: () => void }

/** A rule that opens incidents: new, or another version of one. Whose it is stays as it was. */
export function IncidentRuleForm({ isAdmin, was, scoped, onDone }: Props) {
  const titleId = useId()
  const create = useCreateIncidentRule()
  const change = useChangeIncidentRule(was?.ruleId ?? '')
  const act = was ? change : create
  const form: Form = useForm<Input, unknown, z.output<typeof newIncidentRuleSchema>>({
    resolver: zodResolver(newIncidentRuleSchema),
    defaultValues: was ? inputOf(was) : { ...fresh, customerId: scoped ?? (isAdmin ? null : '') },
  })
  const { errors } = form.formState
  const save = form.handleSubmit(({ customerId, ...rule }) => {
    const done = { onSuccess: onDone }
    if (was) change.mutate({ ...rule, version: was.version }, done)
    else create.mutate({ ...rule, customerId }, done)
  })
  return (
    <form
      aria-labelledby={titleId}
      className="mb-6 flex flex-col gap-4 rounded-lg border border-border bg-surface p-4"
      onSubmit={(event) => void save(event)}
    >
      <h2 className="text-base font-semibold" id={titleId}>
        {was ? 'Change this rule' : 'New rule'}
      </h2>
      <Field error={errors.name && 'Give it a name.'} label="Name">
        <input
          className={`${inputClass} w-full max-w-xl`}
          maxLength={120}
          placeholder="Critical alerts become incidents"
          {...form.register('name')}
        />
      </Field>
      {!was && (
        <Field error={errors.customerId && 'Choose whose alerts.'} label="Whose alerts">
          <Controller
            control={form.control}
            name="customerId"
            render={({ field }) => (
              <CustomerChoice isAdmin={isAdmin} onChange={field.onChange} value={field.value} />
            )}
          />
        </Field>
      )}
      <What form={form} />
      <NotStored problem={act.error} />
      <div className="flex flex-wrap gap-2">
        <Button disabled={act.isPending} look="primary" type="submit">
          {was ? 'Save' : 'Add rule'}
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  )
}

function What({ form }: { form: Form }) {
  const [customerId, rule] = useWatch({
    control: form.control,
    compute: (all) => [all.customerId, all] as const,
  })
  const nameOf = useNameOf(customerId)
  const customerName = useCustomers().data?.customers.find(({ id }) => id === customerId)?.name ?? null
  return (
    <>
      <FieldGroup error={form.formState.errors.matchers && 'Every label needs a name.'} label="Which of them">
        <Controller
          control={form.control}
          name="matchers"
          render={({ field }) => (
            <MatcherBuilder customerId={customerId} onChange={field.onChange} value={field.value} />
          )}
        />
      </FieldGroup>
      <div className="flex flex-wrap gap-4">
        <Field label="From this severity on">
          <select className={inputClass} {...form.register('minSeverity')}>
            {incidentSeverities.toReversed().map((one) => (
              <option key={one} value={one}>
                {severityLook[one].word}
              </option>
            ))}
          </select>
        </Field>
        <Field hint="0 opens it at once" label="After it fires for">
          <Controller
            control={form.control}
            name="afterMs"
            render={({ field }) => (
              <DurationField
                label="How long it fires"
                onChange={field.onChange}
                smallestMs={1_000}
                value={field.value}
              />
            )}
          />
        </Field>
        <Field label="Severity of the incident">
          <select
            className={inputClass}
            {...form.register('severity', { setValueAs: (text: string | null) => text || null })}
          >
            <option value="">as the numbers propose</option>
            {incidentSeverities.toReversed().map((one) => (
              <option key={one} value={one}>
                {severityLook[one].word}
              </option>
            ))}
          </select>
        </Field>
        <Field label="It is resolved">
          <select className={inputClass} {...form.register('autoResolve')}>
            {autoResolvePolicies.toReversed().map((policy) => (
              <option key={policy} value={policy}>
                {autoResolveWords[policy]}
              </option>
            ))}
          </select>
        </Field>
        <label className="flex min-h-8 items-center gap-2 self-end text-ui pointer-coarse:min-h-11">
          <input className="size-4 accent-(--accent)" type="checkbox" {...form.register('enabled')} />
          On
        </label>
      </div>
      <p className="text-ui text-text-2" role="status">
        {ruleSentence({ ...rule, severity: rule.severity || null, customerName }, nameOf)}
      </p>
    </>
  )
}

const fresh = {
  name: '',
  matchers: [],
  minSeverity: 'critical',
  afterMs: 120_000,
  severity: null,
  autoResolve: 'all',
  enabled: true,
} satisfies Omit<Input, 'customerId'>

const inputOf = ({
  ruleId: _id,
  customerName: _name,
  version: _version,
  updatedAt: _at,
  ...rule
}: IncidentRuleView): Input => rule
