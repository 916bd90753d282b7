'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm, useWatch } from 'react-hook-form'
import type { z } from 'zod'
import { Field, inputClass } from '#components/settings/field.tsx'
import { NotStored } from '#components/settings/page-parts.tsx'
import { Button } from '#components/ui/button.tsx'
import { type RuleOverride, type RuleView, ruleOverrideSchema } from '#lib/alerting/rules/contract.ts'
import { describeRule } from '#lib/alerting/rules/describe-rule.ts'
import { mergeOverride } from '#lib/alerting/rules/merge-override.ts'
import { alertSeverities } from '#lib/alerting/severity.ts'
import { severityWords } from '#lib/alerting/severity-words.ts'
import type { OverrideView } from './overrides-panel.tsx'
import { PatchField } from './patch-field.tsx'
import { patchable } from './patchable.ts'
import { useSaveOverride } from './use-rules.ts'

type Input = z.input<typeof ruleOverrideSchema>

/** What of a rule of the pack is otherwise for one customer; what is not ticked follows the pack. */
export function OverrideForm({
  rule,
  customerId,
  customerName,
  was,
  onDone,
}: {
  rule: RuleView
  customerId: string
  customerName: string
  was?: OverrideView
  onDone: () => void
}) {
  const save = useSaveOverride(rule.ruleId)
  const form = useForm<Input, unknown, RuleOverride>({
    resolver: zodResolver(ruleOverrideSchema),
    defaultValues: {
      enabled: was?.enabled ?? null,
      severity: was?.severity ?? null,
      patch: was?.patch ?? {},
      reason: was?.reason ?? '',
    },
  })
  const { enabled, severity, patch } = useWatch({ control: form.control })
  const own = { ...patch }
  const merged = mergeOverride(rule.spec, own)
  const setPatch = (name: keyof RuleOverride['patch'], value: number | undefined) => {
    const { [name]: _old, ...others } = form.getValues('patch') ?? {}
    form.setValue('patch', value === undefined ? others : { ...others, [name]: value }, { shouldDirty: true })
  }
  const empty = enabled === null && severity === null && Object.keys(own).length === 0
  return (
    <form
      aria-label={`Differences for ${customerName}`}
      className="flex flex-col gap-4 rounded-lg border border-border-strong bg-surface p-4"
      onSubmit={(event) =>
        void form.handleSubmit((asked) => save.mutate({ customerId, ...asked }, { onSuccess: onDone }))(event)
      }
    >
      <h3 className="font-semibold">
        <bdi>{customerName}</bdi> has it otherwise
      </h3>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <Field label="On or off">
          <select
            className={inputClass}
            onChange={({ currentTarget: { value } }) =>
              form.setValue('enabled', value === '' ? null : value === 'on', { shouldDirty: true })
            }
            value={enabled === null || enabled === undefined ? '' : enabled ? 'on' : 'off'}
          >
            <option value="">as the pack ({rule.enabled ? 'on' : 'off'})</option>
            <option value="on">on</option>
            <option value="off">off</option>
          </select>
        </Field>
        <Field label="How grave">
          <select
            className={inputClass}
            onChange={({ currentTarget: { value } }) =>
              form.setValue('severity', alertSeverities.find((one) => one === value) ?? null, {
                shouldDirty: true,
              })
            }
            value={severity ?? ''}
          >
            <option value="">as the pack ({severityWords[rule.severity]})</option>
            {alertSeverities.map((one) => (
              <option key={one} value={one}>
                {severityWords[one]}
              </option>
            ))}
          </select>
        </Field>
        {patchable(rule.spec).map((field) => (
          <PatchField
            error={form.formState.errors.patch?.[field.name]?.message}
            field={field}
            key={field.name}
            onChange={(value) => setPatch(field.name, value)}
            value={own[field.name]}
          />
        ))}
      </div>
      <p className="rounded-md bg-raised px-3 py-2 text-text-2">
        {describeRule(merged, severity ?? rule.severity)}
      </p>
      <Field hint="Whoever reads the drift wants to know." label="Why">
        <input className={`${inputClass} w-full max-w-2xl`} maxLength={500} {...form.register('reason')} />
      </Field>
      <NotStored problem={save.error} />
      <div className="flex flex-wrap gap-2">
        <Button disabled={save.isPending || empty} look="primary" type="submit">
          Save
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  )
}
