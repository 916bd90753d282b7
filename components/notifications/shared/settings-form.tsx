'use client'

import { type FieldValues, FormProvider, type UseFormReturn } from 'react-hook-form'
import { ConflictNotice, type Described } from './conflict-notice.tsx'
import { FormActions } from './form-actions.tsx'
import { ReasonNote } from './loaded.tsx'

/** The frame of every editor: why it is locked, the fields, a conflict told with both versions, and the way out. */
export function SettingsForm<In extends FieldValues, Out>({
  form,
  save,
  reason,
  conflict,
  cancelHref,
  label,
  children,
  actions,
}: {
  form: UseFormReturn<In, unknown, Out>
  save: { mutate: (draft: Out) => void; isPending: boolean; error: Error | null }
  reason: string | null
  conflict: { mine: Described; theirs: Described; onTakeTheirs: () => void } | null
  cancelHref: string
  label?: string
  children: React.ReactNode
  actions?: React.ReactNode
}) {
  const submitted = form.formState.submitCount > 0 && !form.formState.isValid
  const problem = conflict
    ? null
    : (save.error?.message ?? (submitted ? 'something above needs another look.' : null))
  return (
    <FormProvider {...form}>
      <form
        className="flex max-w-3xl flex-col gap-5"
        noValidate
        onSubmit={(event) => void form.handleSubmit((draft) => save.mutate(draft))(event)}
      >
        {reason && <ReasonNote>{reason}</ReasonNote>}
        {conflict && <ConflictNotice {...conflict} />}
        <fieldset className="contents" disabled={reason !== null}>
          {children}
        </fieldset>
        <FormActions
          cancelHref={cancelHref}
          disabled={reason !== null}
          problem={problem}
          saving={save.isPending}
          label={conflict ? 'Save mine over it' : (label ?? 'Save')}
        >
          {actions}
        </FormActions>
      </form>
    </FormProvider>
  )
}

/** One part of a long form. */
export function FormPart({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="rounded-lg border border-border bg-surface p-4">
      <h2 className="mb-3 text-base font-semibold">{title}</h2>
      <div className="flex flex-col gap-4">{children}</div>
    </section>
  )
}
