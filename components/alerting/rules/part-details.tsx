'use client'

import { useCustomers } from '#components/alerting/suppression/use-label-names.ts'
import { splits } from '#lib/alerting/rules/contract.ts'
import { DurationField } from '../suppression/duration-field.tsx'
import { LinesInput, TagsInput } from './list-inputs.tsx'
import { PairsInput } from './pairs-input.tsx'
import { dimensionOptions, kindOptions } from './part-choices.ts'
import { ManyOf } from './part-inputs.tsx'
import type { PartContext } from './sentence-part-control.tsx'
import { SilenceExpectation } from './silence-expectation.tsx'
import { WhichCall } from './which-call.tsx'

/** What a piece opens that is too large for a line of text. */
export function PartDetails({ field, ...context }: { field: string } & PartContext) {
  const { spec, disabled, onChange } = context
  const { condition, scope } = spec
  const set = (value: unknown) => onChange(field, value)
  if (field === 'forMs')
    return (
      <DurationField
        disabled={disabled}
        label="It must hold for"
        onChange={set}
        smallestMs={1_000}
        value={spec.forMs}
      />
    )
  if (field === 'scope.appIds') return <Apps {...context} />
  if (field === 'scope.regions')
    return (
      <LinesInput
        disabled={disabled}
        hint="One a line, as the apps send them; none = all"
        label="Regions"
        onChange={set}
        values={scope.regions}
      />
    )
  if (field === 'scope.tags')
    return <TagsInput disabled={disabled} label="Tags" onChange={set} values={scope.tags} />
  if (field === 'splitBy')
    return (
      <ManyOf
        disabled={disabled}
        none="One alert for each app."
        onChange={(values) => set(['app', ...values])}
        options={splits
          .filter((name) => name !== 'app')
          .map((name) => ({ value: name, name: `and each ${name}` }))}
        values={spec.splitBy.filter((name) => name !== 'app')}
      />
    )
  if (field === 'condition.kinds' && condition.kind === 'finding')
    return (
      <ManyOf
        disabled={disabled}
        none="Any problem."
        onChange={set}
        options={kindOptions}
        values={condition.kinds}
      />
    )
  if (field === 'condition.dimensions' && condition.kind === 'fleet')
    return (
      <ManyOf
        disabled={disabled}
        none="Whatever they share."
        onChange={set}
        options={dimensionOptions}
        values={condition.dimensions}
      />
    )
  if (condition.kind === 'session')
    return (
      <WhichCall condition={condition} disabled={disabled} onChange={(next) => onChange('condition', next)} />
    )
  if (field === 'condition.expect' && condition.kind === 'silence')
    return <SilenceExpectation disabled={disabled} expect={condition.expect} onChange={set} />
  if (field === 'condition.pairs' && condition.kind === 'burn-rate')
    return <PairsInput disabled={disabled} onChange={set} pairs={condition.pairs} />
  return null
}

function Apps({ spec, customerId, disabled, onChange }: PartContext) {
  const customers = useCustomers().data?.customers ?? []
  const options = customers
    .filter(({ id }) => customerId === null || id === customerId)
    .flatMap(({ name, apps }) => apps.map((app) => ({ value: app.id, name: app.name, part: name })))
  return (
    <ManyOf
      disabled={disabled}
      none="Any app."
      onChange={(values) => onChange('scope.appIds', values)}
      options={options}
      values={spec.scope.appIds}
    />
  )
}
