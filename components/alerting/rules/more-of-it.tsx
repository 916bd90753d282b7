'use client'

import { Field, FieldGroup, inputClass } from '#components/settings/field.tsx'
import { alertMetrics } from '#lib/alerting/metrics.ts'
import type { RuleSpec } from '#lib/alerting/rules/contract.ts'
import { DurationField } from '../suppression/duration-field.tsx'
import { AckTimeout } from './ack-timeout.tsx'
import { LinesInput, TagsInput } from './list-inputs.tsx'
import { NumberPart } from './part-inputs.tsx'
import { type Fault, faultAt } from './rule-form.ts'
import { unitOf } from './sentence-part-control.tsx'

type Props = {
  spec: RuleSpec
  faults: readonly Fault[]
  disabled: boolean
  onChange: (field: string, value: unknown) => void
}

/** What is usually right as it is, and what the reader of the alert is told to do. */
export function MoreOfIt({ spec, faults, disabled, onChange }: Props) {
  const fault = (field: string) => faultAt(faults, `spec.${field}`)
  const span = (field: keyof RuleSpec & string, label: string, hint: string, value: number) => (
    <FieldGroup error={fault(field)} hint={hint} label={label}>
      <DurationField
        disabled={disabled}
        label={label}
        onChange={(ms) => onChange(field, ms)}
        smallestMs={1_000}
        value={value}
      />
    </FieldGroup>
  )
  const figure = (field: string, label: string, hint: string, value: number, unit: string, per = 1) => (
    <FieldGroup error={fault(field)} hint={hint} label={label}>
      <span>
        <NumberPart
          disabled={disabled}
          invalid={fault(field) !== undefined}
          label={label}
          onChange={(next) => onChange(field, next)}
          per={per}
          unit={unit}
          value={value}
        />
      </span>
    </FieldGroup>
  )
  const { condition } = spec
  return (
    <div className="flex flex-col gap-5 rounded-lg border border-border bg-surface p-4">
      <Part title="Where">
        <LinesInput
          disabled={disabled}
          hint="One a line, as the apps send them; none = all"
          label="Regions"
          onChange={(regions) => onChange('scope.regions', regions)}
          values={spec.scope.regions}
        />
        <TagsInput
          disabled={disabled}
          label="Tags"
          onChange={(tags) => onChange('scope.tags', tags)}
          values={spec.scope.tags}
        />
      </Part>
      <Part title="When it begins and when it is over">
        {span('forMs', 'It must hold for', 'A breach shorter than this is never told.', spec.forMs)}
        {condition.kind === 'threshold' &&
          figure(
            'condition.clearAt',
            'It is over at',
            'Between this and where it fires, nothing changes.',
            condition.clearAt,
            unitOf(condition.metric).unit,
            unitOf(condition.metric).per,
          )}
        {'minTraffic' in condition &&
          alertMetrics[condition.metric].of !== null &&
          figure(
            'condition.minTraffic',
            'Least traffic',
            'With less there is no data.',
            condition.minTraffic,
            alertMetrics[condition.metric].of ?? '',
          )}
        {span(
          'keepFiringMs',
          'It stays after it is over for',
          'Against alerts that come and go.',
          spec.keepFiringMs,
        )}
        {span(
          'reopenWindowMs',
          'The same alert is opened again within',
          'Later it is a new one.',
          spec.reopenWindowMs,
        )}
        <label className="flex items-center gap-2">
          <input
            checked={spec.autoResolve}
            className="size-4 accent-(--accent)"
            disabled={disabled}
            onChange={(event) => onChange('autoResolve', event.currentTarget.checked)}
            type="checkbox"
          />
          It resolves by itself
        </label>
        <AckTimeout
          disabled={disabled}
          error={fault('ackTimeoutMs')}
          onChange={(ms) => onChange('ackTimeoutMs', ms)}
          value={spec.ackTimeoutMs}
        />
      </Part>
      <Part title="When there is nothing to see">
        <Field label="Without any data">
          <select
            className={inputClass}
            disabled={disabled}
            onChange={(event) => onChange('noData', event.currentTarget.value)}
            value={spec.noData}
          >
            <option value="keep-last">it stays as it was</option>
            <option value="alert">it alerts</option>
            <option value="ok">all is well</option>
            <option value="own-alert">an alert of its own says so</option>
          </select>
        </Field>
        {figure(
          'missingEvaluations',
          'One is gone after',
          'A finished call is not “healthy again”: it is gone, and the alert says so.',
          spec.missingEvaluations,
          'looks without it',
        )}
        {figure(
          'maxInstances',
          'At most',
          'More than this is refused and told, not cut off.',
          spec.maxInstances,
          'alerts at once',
        )}
      </Part>
      <Part title="What to do">
        <Field
          error={fault('advice')}
          hint="Stands in every message, in one or two sentences."
          label="Advice"
        >
          <textarea
            className={`${inputClass} h-auto! w-full max-w-2xl py-1`}
            disabled={disabled}
            maxLength={1_000}
            onChange={(event) => onChange('advice', event.currentTarget.value)}
            rows={2}
            value={spec.advice}
          />
        </Field>
        <Field error={fault('runbookUrl') && 'An address that begins with https://'} label="Runbook">
          <input
            className={`${inputClass} w-full max-w-2xl`}
            disabled={disabled}
            inputMode="url"
            onChange={(event) => onChange('runbookUrl', event.currentTarget.value.trim())}
            placeholder="https://"
            value={spec.runbookUrl}
          />
        </Field>
      </Part>
    </div>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="flex flex-col gap-3">
      <h3 className="text-ui font-semibold">{title}</h3>
      <div className="grid gap-x-6 gap-y-4 text-ui sm:grid-cols-2 *:last:odd:col-span-full">{children}</div>
    </section>
  )
}
