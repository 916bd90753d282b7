'use client'

import { useState } from 'react'
import { FieldError } from '#components/settings/field.tsx'
import { sentenceParts } from '#lib/alerting/rules/describe-rule.ts'
import { partLabels } from './part-choices.ts'
import { PartDetails } from './part-details.tsx'
import { type Fault, faultAt, faultOfWhole, type RuleForm } from './rule-form.ts'
import { SentencePartControl } from './sentence-part-control.tsx'

type Props = {
  rule: RuleForm
  faults: readonly Fault[]
  appNames: ReadonlyMap<string, string>
  disabled: boolean
  onChange: (field: string, value: unknown) => void
}

/** The rule as one sentence whose pieces are changed where they stand. */
export function SentenceBuilder({ rule, faults, appNames, disabled, onChange }: Props) {
  const { spec, severity, customerId } = rule
  const parts = sentenceParts(spec, severity, { app: (appId) => appNames.get(appId) })
  const [open, setOpen] = useState<string | null>(null)
  const pathOf = (field: string) => (field === 'severity' ? field : `spec.${field}`)
  const wrong = parts.flatMap(({ field }) => {
    const message = field && faultAt(faults, pathOf(field))
    return field && message ? [{ field, message }] : []
  })
  return (
    <div className="rounded-lg border border-border bg-surface p-4">
      <p className="sr-only">The rule as a sentence. Its pieces can be changed.</p>
      <div className="text-base leading-9">
        {parts.map(({ text, field }, i) =>
          field === undefined ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: words between the pieces have no other name
            <span key={i}>{text}</span>
          ) : (
            <SentencePartControl
              customerId={customerId}
              disabled={disabled}
              field={field}
              invalid={wrong.some((one) => one.field === field)}
              isOpen={open === field}
              key={field}
              onChange={onChange}
              onToggle={() => setOpen(open === field ? null : field)}
              severity={severity}
              spec={spec}
              text={text}
            />
          ),
        )}
      </div>
      {open !== null && (
        <section
          aria-label={partLabels[open] ?? open}
          className="mt-2 max-h-96 overflow-auto rounded-lg border border-border-strong p-3 text-ui"
        >
          <h3 className="mb-2 font-semibold">{partLabels[open] ?? open}</h3>
          <PartDetails
            customerId={customerId}
            disabled={disabled}
            field={open}
            onChange={onChange}
            severity={severity}
            spec={spec}
          />
        </section>
      )}
      {wrong.map(({ field, message }) => (
        <FieldError key={field} text={`${partLabels[field] ?? field}: ${message}`} />
      ))}
      <div className="mt-2 empty:hidden">
        <FieldError text={faultOfWhole(faults)} />
      </div>
    </div>
  )
}
