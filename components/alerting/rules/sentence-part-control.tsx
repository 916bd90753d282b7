'use client'

import { type AlertMetricName, alertMetrics } from '#lib/alerting/metrics.ts'
import type { RuleSpec } from '#lib/alerting/rules/contract.ts'
import { valueAt } from './at-path.ts'
import { opChoice, partChoices, partLabels } from './part-choices.ts'
import { DurationPart, NumberPart, OpenPart, SelectPart } from './part-inputs.tsx'

export type PartContext = {
  spec: RuleSpec
  severity: string
  customerId: string | null
  disabled: boolean
  onChange: (field: string, value: unknown) => void
}

/** One piece of the sentence that can be edited, with the control that suits what it holds. */
export function SentencePartControl({
  field,
  text,
  invalid,
  isOpen,
  onToggle,
  ...context
}: {
  field: string
  text: string
  invalid: boolean
  isOpen: boolean
  onToggle: () => void
} & PartContext) {
  const { spec, disabled, onChange } = context
  const label = partLabels[field] ?? field
  const value = field === 'severity' ? context.severity : valueAt(spec, field)
  const set = (next: unknown) => onChange(field, next)
  const shared = { label, disabled, invalid, onChange: set }
  const choices = field === 'condition.op' ? opChoice(spec.condition.kind) : partChoices[field]
  if (choices && typeof value === 'string') return <SelectPart {...shared} options={choices} value={value} />
  const isAtOnce = field === 'forMs' && value === 0
  if (typeof value === 'number' && !isAtOnce)
    return <Figure {...shared} field={field} spec={spec} text={text} value={value} />
  return <OpenPart invalid={invalid} isOpen={isOpen} label={label} onToggle={onToggle} text={text} />
}

const metricFields = ['condition.fireAt', 'condition.clearAt', 'condition.minDifference']

function Figure({
  field,
  text,
  spec,
  value,
  onChange,
  ...shared
}: {
  field: string
  text: string
  spec: RuleSpec
  value: number
  label: string
  disabled: boolean
  invalid: boolean
  onChange: (value: unknown) => void
}) {
  if (field.endsWith('Ms')) return <DurationPart {...shared} onChange={onChange} value={value} />
  // what is read is the budget, what is stored the objective: together they are one
  if (field === 'condition.objective')
    return (
      <NumberPart
        {...shared}
        onChange={(budget) => onChange(1 - budget)}
        per={100}
        unit="%"
        value={1 - value}
      />
    )
  if (metricFields.includes(field) && 'metric' in spec.condition)
    return <NumberPart {...shared} onChange={onChange} value={value} {...unitOf(spec.condition.metric)} />
  if (field === 'condition.minWeeks')
    return (
      <span>
        this hour (≥ <NumberPart {...shared} onChange={onChange} unit="weeks" value={value} />)
      </span>
    )
  const unit = text.replace(/^(NaN|[\d.,\s\u2009\u00a0])+/, '')
  return <NumberPart {...shared} onChange={onChange} unit={unit} value={value} />
}

/** How a figure is typed: shares in per cent. */
export function unitOf(metric: AlertMetricName): { unit: string; per: number } {
  const { unit } = alertMetrics[metric]
  if (unit === 'ratio') return { unit: '%', per: 100 }
  if (unit === 'per-minute') return { unit: 'a minute', per: 1 }
  return { unit: unit === 'score' ? '' : unit, per: 1 }
}
