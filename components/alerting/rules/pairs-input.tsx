'use client'

import { Button } from '#components/ui/button.tsx'
import type { ConditionOf } from '#lib/alerting/rules/contract.ts'
import { DurationField } from '../suppression/duration-field.tsx'
import { NumberPart } from './part-inputs.tsx'

type Pair = ConditionOf<'burn-rate'>['pairs'][number]

/** Pairs of windows: both must be over the burn. */
export function PairsInput({
  pairs,
  onChange,
  disabled,
}: {
  pairs: readonly Pair[]
  onChange: (pairs: Pair[]) => void
  disabled: boolean
}) {
  const set = (at: number, change: Partial<Pair>) =>
    onChange(pairs.map((pair, i) => (i === at ? { ...pair, ...change } : pair)))
  return (
    <div className="flex flex-col gap-2">
      {pairs.map((pair, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a pair is its place in the list
        <div className="flex flex-wrap items-center gap-1.5" key={i}>
          <NumberPart
            disabled={disabled}
            invalid={!(pair.burn >= 0.1)}
            label="Burn"
            onChange={(burn) => set(i, { burn })}
            unit="times too fast"
            value={pair.burn}
          />
          over
          <DurationField
            disabled={disabled}
            label="Long window"
            onChange={(longMs) => set(i, { longMs })}
            value={pair.longMs}
          />
          and
          <DurationField
            disabled={disabled}
            label="Short window"
            onChange={(shortMs) => set(i, { shortMs })}
            value={pair.shortMs}
          />
          {pairs.length > 1 && (
            <Button
              aria-label="Remove this pair"
              disabled={disabled}
              look="bare"
              onClick={() => onChange(pairs.filter((_one, at) => at !== i))}
            >
              ✕
            </Button>
          )}
        </div>
      ))}
      <Button
        className="self-start"
        disabled={disabled || pairs.length >= 4}
        onClick={() => onChange([...pairs, { longMs: 6 * 3_600_000, shortMs: 1_800_000, burn: 6 }])}
      >
        + Pair
      </Button>
    </div>
  )
}
