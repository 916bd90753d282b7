'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import Link from 'next/link'
import { Controller, type UseFormReturn, useForm, useWatch } from 'react-hook-form'
import type { z } from 'zod'
import { severityLook } from '#components/alerting/alert-words.ts'
import { CustomerChoice } from '#components/alerting/suppression/customer-choice.tsx'
import { useCustomers } from '#components/alerting/suppression/use-label-names.ts'
import { Field, inputClass } from '#components/settings/field.tsx'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { newIncidentSchema } from '#lib/incidents/api-contract.ts'
import { incidentSeverities } from '#lib/incidents/contract.ts'
import { useOpenIncident } from '../data/use-open-incident.ts'
import { Checks } from '../detail/checks.tsx'
import { wordsOf } from '../detail/words-of.ts'
import { MomentField } from '../moment-field.tsx'

type Input = z.input<typeof newIncidentSchema>
type Output = z.output<typeof newIncidentSchema>
type Form = UseFormReturn<Input, unknown, Output>

/** An incident that no alert told of: somebody called, or saw it. */
export function NewIncidentForm() {
  const scoped = useScopedCustomer()
  const open = useOpenIncident()
  const form: Form = useForm<Input, unknown, Output>({
    resolver: zodResolver(newIncidentSchema),
    defaultValues: { customerId: scoped ?? '', title: '', status: 'investigating', appIds: [], regions: [] },
  })
  const { errors } = form.formState
  return (
    <form
      className="flex max-w-2xl flex-col gap-4"
      onSubmit={(event) => void form.handleSubmit((asked) => open.mutate(asked))(event)}
    >
      <div>
        <h1 className="text-title font-semibold">Open an incident</h1>
        <p className="text-ui text-text-2">
          For one customer. Staff see it at once; the customer sees it when you publish the first update.
        </p>
      </div>
      <Field error={errors.customerId && 'Choose whose incident it is.'} label="Customer">
        <Controller
          control={form.control}
          name="customerId"
          render={({ field }) => (
            <CustomerChoice
              isAdmin={false}
              onChange={(customerId) => {
                field.onChange(customerId ?? '')
                form.setValue('appIds', [])
              }}
              value={field.value}
            />
          )}
        />
      </Field>
      <Field error={errors.title && 'Say in a few words what is wrong.'} label="Title for staff">
        <input
          className={inputClass}
          maxLength={200}
          placeholder="People drop out of video visits"
          {...form.register('title')}
        />
      </Field>
      <Field label="What is known (may stay empty)">
        <textarea
          className="min-h-20 rounded-md border border-border-strong bg-surface p-2 text-base sm:text-ui"
          maxLength={2_000}
          {...form.register('summary', { setValueAs: (text: string) => text.trim() || undefined })}
        />
      </Field>
      <HowGrave form={form} />
      <Where form={form} />
      {open.error !== null && (
        <p className="text-ui font-medium" role="alert">
          Not opened: {open.error.message}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button disabled={open.isPending} look="primary" type="submit">
          {open.isPending ? 'Opening …' : 'Open incident'}
        </Button>
        <Link className={buttonClass('quiet')} href="/incidents">
          Cancel
        </Link>
      </div>
    </form>
  )
}

function HowGrave({ form }: { form: Form }) {
  return (
    <div className="flex flex-wrap gap-4">
      <Field hint="By how many people are hit and what the contract says" label="Severity">
        <select
          className={inputClass}
          {...form.register('severity', { setValueAs: (text: string) => text || undefined })}
        >
          <option value="">as the numbers propose</option>
          {incidentSeverities.toReversed().map((one) => (
            <option key={one} value={one}>
              {severityLook[one].word}
            </option>
          ))}
        </select>
      </Field>
      <Field hint="Triage: not yet known whether it is one" label="Begins as">
        <select className={inputClass} {...form.register('status')}>
          <option value="investigating">Investigating</option>
          <option value="triage">Triage</option>
        </select>
      </Field>
    </div>
  )
}

function Where({ form }: { form: Form }) {
  const customerId = useWatch({ control: form.control, name: 'customerId' })
  const apps = useCustomers().data?.customers.find(({ id }) => id === customerId)?.apps ?? []
  return (
    <>
      <Controller
        control={form.control}
        name="appIds"
        render={({ field }) => (
          <Checks
            all={apps}
            hint={customerId === '' ? 'Choose the customer first.' : 'None chosen means all of them.'}
            label="Apps"
            onChange={field.onChange}
            value={field.value ?? []}
          />
        )}
      />
      <Field hint="Empty means all of them" label="Regions">
        <input
          className={inputClass}
          placeholder="eu-west, eu-central"
          {...form.register('regions', {
            setValueAs: (given: string | string[]) => (typeof given === 'string' ? wordsOf(given) : given),
          })}
        />
      </Field>
      <Controller
        control={form.control}
        name="impactStartedAt"
        render={({ field }) => (
          <MomentField
            label="Since when people are hit, if known"
            onChange={(at) => field.onChange(at ?? undefined)}
            value={field.value ?? null}
          />
        )}
      />
    </>
  )
}
