'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import Link from 'next/link'
import { useMemo } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { CustomerChoice } from '#components/alerting/suppression/customer-choice.tsx'
import { useCustomers } from '#components/alerting/suppression/use-label-names.ts'
import { Field, inputClass } from '#components/settings/field.tsx'
import { NotStored } from '#components/settings/page-parts.tsx'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { withCustomer } from '#components/shell/nav.tsx'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { withValueAt } from './at-path.ts'
import { MoreOfIt } from './more-of-it.tsx'
import { PreviewPanel } from './preview-panel.tsx'
import { faultsOf, type RuleForm, ruleFormSchema } from './rule-form.ts'
import { SentenceBuilder } from './sentence-builder.tsx'

type Props = {
  start: RuleForm
  isNew: boolean
  isAdmin: boolean
  mayWrite: boolean
  saving: boolean
  problem: Error | null
  /** stands between the form and its buttons: a conflict, for instance */
  notice?: React.ReactNode
  onSave: (rule: RuleForm) => void
}

/** The rule as a sentence, the rest of it below, and beside it what it would do. */
export function RuleEditor({ start, isNew, isAdmin, mayWrite, saving, problem, notice, onSave }: Props) {
  const scoped = useScopedCustomer()
  const form = useForm<RuleForm>({ resolver: zodResolver(ruleFormSchema), defaultValues: start })
  const rule = useWatch({ control: form.control }) as RuleForm
  const faults = useMemo(() => faultsOf(rule), [rule])
  const change = (field: string, value: unknown) => {
    const options = { shouldDirty: true } as const
    if (field === 'severity') form.setValue('severity', value as RuleForm['severity'], options)
    else form.setValue('spec', withValueAt(form.getValues('spec'), field, value), options)
  }
  const nameFault = form.formState.isSubmitted ? faults.find(({ path }) => path === 'name') : undefined
  const noCustomer = rule.customerId === ''
  return (
    <form
      className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]"
      onSubmit={(event) => void form.handleSubmit(onSave)(event)}
    >
      <div className="flex min-w-0 flex-col gap-4">
        <div className="flex flex-wrap gap-4">
          <Field className="min-w-0 flex-1 basis-60" error={nameFault && 'Give it a name.'} label="Name">
            <input className={inputClass} disabled={!mayWrite} maxLength={120} {...form.register('name')} />
          </Field>
          <Field
            error={noCustomer && form.formState.isSubmitted ? 'Choose a customer.' : undefined}
            label="For"
          >
            <CustomerChoice
              disabled={!isNew || !mayWrite}
              everyone="Every customer (the pack)"
              isAdmin={isAdmin || !isNew}
              onChange={(customerId) => form.setValue('customerId', customerId, { shouldDirty: true })}
              value={rule.customerId}
            />
          </Field>
        </div>
        <SentenceBuilder
          appNames={useAppNames()}
          disabled={!mayWrite}
          faults={faults}
          onChange={change}
          rule={rule}
        />
        <details className="group" open={!isNew}>
          <summary className="w-fit cursor-pointer py-1 text-ui font-medium">
            More: hold, when it is over, no data, advice, runbook
          </summary>
          <div className="mt-2">
            <MoreOfIt disabled={!mayWrite} faults={faults} onChange={change} spec={rule.spec} />
          </div>
        </details>
        {notice}
        <NotStored problem={problem} />
        {mayWrite && (
          <div className="flex flex-wrap items-center gap-2">
            <Button disabled={saving || (!isNew && !form.formState.isDirty)} look="primary" type="submit">
              {isNew ? 'Create rule' : 'Save'}
            </Button>
            <Link className={buttonClass('quiet')} href={withCustomer('/settings/rules', scoped)}>
              {isNew ? 'Cancel' : 'Back'}
            </Link>
            {faults.length > 0 && form.formState.isSubmitted && (
              <span className="text-ui text-text-2" role="status">
                {faults.length === 1 ? 'One thing is' : `${faults.length} things are`} not right yet.
              </span>
            )}
          </div>
        )}
      </div>
      <PreviewPanel customerId={rule.customerId || null} spec={rule.spec} />
    </form>
  )
}

function useAppNames(): ReadonlyMap<string, string> {
  const customers = useCustomers().data?.customers
  return useMemo(
    () => new Map((customers ?? []).flatMap(({ apps }) => apps.map(({ id, name }) => [id, name] as const))),
    [customers],
  )
}
