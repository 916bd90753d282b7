'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useId } from 'react'
import { Controller, useForm, useWatch } from 'react-hook-form'
import type { z } from 'zod'
import { fromLocalText, toLocalText } from '#components/search/local-time.ts'
import { Field, FieldGroup, inputClass } from '#components/settings/field.tsx'
import { NotStored } from '#components/settings/page-parts.tsx'
import { useZone } from '#components/time/use-zone.ts'
import { Button } from '#components/ui/button.tsx'
import { newMaintenanceSchema } from '#lib/alerting/suppression/contract.ts'
import { CustomerChoice } from './customer-choice.tsx'
import { DurationField } from './duration-field.tsx'
import { MatcherBuilder } from './matcher-builder.tsx'
import { PlanPreview } from './plan-preview.tsx'
import { RecurrenceField } from './recurrence-field.tsx'
import { useCreateMaintenance } from './use-suppressions.ts'

type Input = z.input<typeof newMaintenanceSchema>
type Output = z.output<typeof newMaintenanceSchema>

/** Work planned ahead, at a wall time of a place. */
export function MaintenanceForm({
  isAdmin,
  customerId,
  onDone,
}: {
  isAdmin: boolean
  customerId: string | null
  onDone: () => void
}) {
  const zone = useZone()
  const create = useCreateMaintenance()
  const titleId = useId()
  const form = useForm<Input, unknown, Output>({
    resolver: zodResolver(newMaintenanceSchema),
    defaultValues: {
      customerId: customerId ?? '',
      name: '',
      comment: '',
      matchers: [],
      startsLocal: `${toLocalText(Date.now() + 86_400_000).slice(0, 10)}T22:00`,
      timeZone: zone,
      durationMs: 7_200_000,
      recurrence: null,
      untilAt: null,
      excusesBudget: true,
    },
  })
  const { control, register, formState } = form
  const { errors } = formState
  const plan = useWatch({ control })
  const save = form.handleSubmit((asked) => create.mutate(asked, { onSuccess: onDone }))
  return (
    <form
      aria-labelledby={titleId}
      className="mb-6 flex flex-col gap-4 rounded-lg border border-border bg-surface p-4"
      onSubmit={(event) => void save(event)}
    >
      <h2 className="text-base font-semibold" id={titleId}>
        Plan maintenance
      </h2>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field error={errors.name && 'Give it a name.'} label="Name">
          <input className={inputClass} maxLength={120} placeholder="Router update" {...register('name')} />
        </Field>
        <Field error={errors.customerId && 'Choose whose alerts.'} label="Whose alerts">
          <Controller
            control={control}
            name="customerId"
            render={({ field }) => (
              <CustomerChoice isAdmin={isAdmin} onChange={field.onChange} value={field.value} />
            )}
          />
        </Field>
      </div>
      <FieldGroup error={errors.matchers && 'Every label needs a name.'} label="Which of them">
        <Controller
          control={control}
          name="matchers"
          render={({ field }) => (
            <MatcherBuilder
              customerId={plan.customerId ?? null}
              onChange={field.onChange}
              value={field.value}
            />
          )}
        />
      </FieldGroup>
      <div className="flex flex-wrap gap-4">
        <Field error={errors.startsLocal && 'Choose a day and a time.'} label="Begins, by the clock there">
          <input className={inputClass} type="datetime-local" {...register('startsLocal')} />
        </Field>
        <Field
          error={errors.timeZone && 'There is no such time zone.'}
          hint="Summer time is followed."
          label="Time zone"
        >
          <input className={inputClass} list={`${titleId}-zones`} maxLength={64} {...register('timeZone')} />
        </Field>
        <datalist id={`${titleId}-zones`}>
          {Intl.supportedValuesOf('timeZone').map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <FieldGroup error={errors.durationMs && 'From a minute to a week.'} label="Lasts">
          <Controller
            control={control}
            name="durationMs"
            render={({ field }) => <DurationField onChange={field.onChange} value={field.value} />}
          />
        </FieldGroup>
      </div>
      <FieldGroup error={errors.recurrence && 'Choose at least one day.'} label="Again">
        <Controller
          control={control}
          name="recurrence"
          render={({ field }) => (
            <RecurrenceField
              firstDay={plan.startsLocal?.slice(0, 10) ?? ''}
              onChange={field.onChange}
              value={outputOf(field.value)}
            />
          )}
        />
      </FieldGroup>
      {plan.recurrence && (
        <Field hint="Nothing begins after this; empty = without an end." label="Not after">
          <Controller
            control={control}
            name="untilAt"
            render={({ field }) => (
              <input
                className={`${inputClass} self-start`}
                onChange={(event) => field.onChange(fromLocalText(event.currentTarget.value))}
                type="datetime-local"
                value={typeof field.value === 'number' ? toLocalText(field.value) : ''}
              />
            )}
          />
        </Field>
      )}
      <PlanPreview plan={plan} />
      <Field label="What is done, and by whom">
        <input className={`${inputClass} w-full max-w-2xl`} maxLength={1_000} {...register('comment')} />
      </Field>
      <label className="flex items-center gap-2 text-ui">
        <input className="size-4 accent-(--accent)" type="checkbox" {...register('excusesBudget')} />
        This time does not spend the error budget
      </label>
      <NotStored problem={create.error} />
      <div className="flex flex-wrap gap-2">
        <Button disabled={create.isPending} look="primary" type="submit">
          Plan it
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  )
}

/** What the form holds may still miss what the contract fills in. */
function outputOf(value: Input['recurrence']): Output['recurrence'] {
  return value ? { ...value, every: value.every ?? 1 } : null
}
