'use client'

import Link from 'next/link'
import { Card } from '#components/incidents/card.tsx'
import { factorWords } from '#components/incidents/words.ts'
import { inputClass } from '#components/settings/field.tsx'
import { Button } from '#components/ui/button.tsx'
import { factorKinds } from '#lib/incidents/contract.ts'
import type { ContributingFactor } from '#lib/incidents/learning/contract.ts'

type Props = {
  factors: readonly ContributingFactor[]
  onChange: (factors: ContributingFactor[]) => void
  mayWrite: boolean
}

/** Whatever helped it along: several things, seldom one, and never a person. */
export function FactorsEditor({ factors, onChange, mayWrite }: Props) {
  const change = (index: number, next: Partial<ContributingFactor>) =>
    onChange(factors.map((factor, i) => (i === index ? { ...factor, ...next } : factor)))
  const add = mayWrite && (
    <Button onClick={() => onChange([...factors, { kind: 'unknown', text: 'Something that ', line: null }])}>
      Add a factor
    </Button>
  )
  return (
    <Card action={add} title="Contributing factors">
      {factors.length === 0 && (
        <p className="text-text-2">
          Nothing named yet. What made it possible, what made it last, what made it worse?
        </p>
      )}
      <ol className="flex flex-col gap-3">
        {factors.map((factor, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a factor is nothing but its place and its words
          <li className="flex flex-wrap items-start gap-2" key={index}>
            <select
              aria-label={`Kind of factor ${index + 1}`}
              className={inputClass}
              disabled={!mayWrite}
              onChange={(event) => {
                const { value } = event.currentTarget
                const kind = factorKinds.find((one) => one === value)
                if (kind) change(index, { kind })
              }}
              value={factor.kind}
            >
              {factorKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {factorWords[kind]}
                </option>
              ))}
            </select>
            <textarea
              aria-label={`What factor ${index + 1} was`}
              className={`${inputClass} field-sizing-content h-auto min-h-8 min-w-48 flex-1 py-1`}
              dir="auto"
              maxLength={2_000}
              onChange={(event) => change(index, { text: event.currentTarget.value })}
              readOnly={!mayWrite}
              required
              value={factor.text}
            />
            {factor.line?.startsWith('/') && (
              <Link className="self-center underline" href={factor.line}>
                proof
              </Link>
            )}
            {factor.line !== null && !factor.line.startsWith('/') && (
              <span className="self-center text-xs text-text-3">from the timeline</span>
            )}
            {mayWrite && (
              <Button
                aria-label={`Remove factor ${index + 1}`}
                look="bare"
                onClick={() => onChange(factors.filter((_, i) => i !== index))}
              >
                ✕
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Card>
  )
}
