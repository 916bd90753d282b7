'use client'

import type { RuleView } from '#lib/alerting/rules/contract.ts'
import { useSwitchRule } from './use-rules.ts'

/** On or off, as asked or as it is. For one customer of the pack it makes a difference from the pack. */
export function RuleSwitch({
  rule,
  customerId,
  mayWrite,
}: {
  rule: RuleView
  customerId: string | null
  mayWrite: boolean
}) {
  const flip = useSwitchRule(rule.ruleId, rule.customerId === null ? customerId : null)
  const shown = flip.isPending ? flip.variables : rule.enabled
  return (
    <span className="inline-flex flex-col items-end gap-1">
      <label className="inline-flex cursor-pointer items-center gap-2 text-ui text-text-2 has-disabled:cursor-default">
        <span aria-hidden="true">{shown ? 'On' : 'Off'}</span>
        <input
          aria-checked={shown}
          aria-label={`${rule.name} is on`}
          checked={shown}
          className="peer sr-only"
          disabled={!mayWrite || flip.isPending}
          onChange={(event) => flip.mutate(event.currentTarget.checked)}
          role="switch"
          type="checkbox"
        />
        <span
          aria-hidden="true"
          className="h-5 w-9 rounded-full border border-border-strong bg-raised p-0.5 transition-colors before:block before:size-3.5 before:rounded-full before:bg-border-strong before:transition-transform peer-checked:border-accent peer-checked:bg-accent peer-checked:before:translate-x-4 peer-checked:before:bg-accent-on peer-focus-visible:outline-2 peer-focus-visible:outline-focus peer-disabled:opacity-50"
        />
      </label>
      {flip.isError && (
        <span className="text-xs font-medium text-major-fg" role="alert">
          {flip.error.message}
        </span>
      )}
    </span>
  )
}
