'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useId } from 'react'
import { Controller, useForm, useWatch } from 'react-hook-form'
import type { z } from 'zod'
import { Field, FieldGroup, inputClass } from '#components/settings/field.tsx'
import { NotStored } from '#components/settings/page-parts.tsx'
import { Button } from '#components/ui/button.tsx'
import { newSilenceSchema, type SilenceView } from '#lib/alerting/suppression/contract.ts'
import { CustomerChoice } from './customer-choice.tsx'
import { MatcherBuilder } from './matcher-builder.tsx'
import { MutePreviewLine } from './mute-preview-line.tsx'
import { UntilPicker } from './until-picker.tsx'
import { useChangeSilence, useCreateSilence } from './use-suppressions.ts'

type Input = z.input<typeof newSilenceSchema>
type Props = { isAdmin: boolean; onDone: () => void } & ({ start: Input } | { was: SilenceView })

/** A new silence, or another version of one. Who and why are always kept. */
export function SilenceForm(props: Props) {
  const was = 'was' in props ? props.was : null
  const create = useCreateSilence()
  const change = useChangeSilence(was?.silenceId ?? '')
  const act = was ? change : create
  const titleId = useId()
  const form = useForm<Input, unknown, z.output<typeof newSilenceSchema>>({
    resolver: zodResolver(newSilenceSchema),
    defaultValues: 'start' in props ? props.start : inputOf(props.was),
  })
  const { errors } = form.formState
  const [customerId, matchers, startsAt] = useWatch({
    control: form.control,
    name: ['customerId', 'matchers', 'startsAt'],
  })
  const save = form.handleSubmit(async ({ customerId: _same, startsAt: _kept, ...asked }) => {
    const done = { onSuccess: props.onDone }
    if (was) change.mutate(asked, done)
    else create.mutate({ ...asked, customerId: customerId ?? null, startsAt: startsAt ?? null }, done)
  })
  return (
    <form
      aria-labelledby={titleId}
      className="mb-6 flex flex-col gap-4 rounded-lg border border-border bg-surface p-4"
      onSubmit={(event) => void save(event)}
    >
      <h2 className="text-base font-semibold" id={titleId}>
        {was ? 'Change this silence' : 'New silence'}
      </h2>
      {!was && (
        <Field error={errors.customerId && 'Choose whose alerts.'} label="Whose alerts">
          <Controller
            control={form.control}
            name="customerId"
            render={({ field }) => (
              <CustomerChoice isAdmin={props.isAdmin} onChange={field.onChange} value={field.value} />
            )}
          />
        </Field>
      )}
      <FieldGroup
        error={errors.matchers?.message ?? (errors.matchers && 'Every label needs a name.')}
        label="Which of them"
      >
        <Controller
          control={form.control}
          name="matchers"
          render={({ field }) => (
            <MatcherBuilder customerId={customerId} onChange={field.onChange} value={field.value} />
          )}
        />
        {was?.state === 'active' && form.formState.dirtyFields.matchers && (
          <p className="text-ui text-text-2">
            This silence mutes already: with other labels it ends now, and a new one takes its place.
          </p>
        )}
      </FieldGroup>
      <MutePreviewLine customerId={customerId} matchers={matchers} />
      <FieldGroup error={errors.endsAt && 'Choose when it ends.'} label="Until">
        <Controller
          control={form.control}
          name="endsAt"
          render={({ field }) => (
            <UntilPicker onChange={field.onChange} startsAt={startsAt ?? null} value={field.value} />
          )}
        />
      </FieldGroup>
      <Field error={errors.comment && 'Say why: whoever wonders reads it.'} label="Why">
        <input
          className={`${inputClass} w-full max-w-2xl`}
          maxLength={1_000}
          placeholder="Known: the provider works on it, ticket 4711"
          {...form.register('comment')}
        />
      </Field>
      <NotStored problem={act.error} />
      <div className="flex flex-wrap gap-2">
        <Button disabled={act.isPending} look="primary" type="submit">
          {was ? 'Save' : 'Silence'}
        </Button>
        <Button onClick={props.onDone}>Cancel</Button>
      </div>
    </form>
  )
}

const inputOf = ({ customerId, matchers, startsAt, endsAt, comment }: SilenceView): Input => ({
  customerId,
  matchers,
  startsAt,
  endsAt,
  comment,
})
