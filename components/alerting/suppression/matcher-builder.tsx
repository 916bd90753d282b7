'use client'

import { Button } from '#components/ui/button.tsx'
import type { Matcher } from '#lib/alerting/labels.ts'
import { MatcherRow } from './matcher-row.tsx'
import { useLabelOptions } from './use-label-names.ts'

type Props = {
  customerId: string | null
  value: readonly Matcher[]
  onChange: (matchers: Matcher[]) => void
  disabled?: boolean
}

/** Labels that must all hold. Names are chosen, not typed: a label that nobody sets would never match. */
export function MatcherBuilder({ customerId, value, onChange, disabled = false }: Props) {
  const optionsOf = useLabelOptions(customerId)
  const change = (at: number, matcher: Matcher) => onChange(value.map((one, i) => (i === at ? matcher : one)))
  return (
    <div className="flex flex-col gap-2">
      {value.length === 0 && <p className="text-ui text-text-2">Every alert. Add a label to narrow it.</p>}
      <ul className="flex flex-col gap-2">
        {value.map((matcher, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the list
          <li key={i}>
            <MatcherRow
              disabled={disabled}
              matcher={matcher}
              onChange={(next) => change(i, next)}
              onRemove={() => onChange(value.filter((_one, at) => at !== i))}
              options={optionsOf(matcher.name)}
            />
          </li>
        ))}
      </ul>
      <Button
        className="self-start"
        disabled={disabled || value.length >= 20}
        onClick={() => onChange([...value, { name: 'app', op: 'is', value: '' }])}
      >
        + Label
      </Button>
    </div>
  )
}
