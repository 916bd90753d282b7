'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { type OutcomeFamily, outcomeFamilies } from '#lib/diagnosis/fleet/fleet-row.ts'
import { type Question, spans } from './fleet-question.ts'
import { familyWords } from './fleet-words.ts'

const field = 'h-8 rounded-md border border-border bg-surface px-2 text-ui text-text pointer-coarse:h-11'

/** Which window, and which kind of trouble. */
export function FleetForm({ question, onAsk }: { question: Question; onAsk: (question: Question) => void }) {
  const { family, span } = question
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3 rounded-lg border border-border bg-surface p-3">
      <fieldset className="flex flex-wrap gap-1">
        <legend className="mb-1 text-xs text-text-3">When</legend>
        {spans.map(({ lastMs, word }) => {
          const chosen = 'lastMs' in span && span.lastMs === lastMs
          return (
            <Button
              aria-pressed={chosen}
              className={chosen ? 'border-text!' : undefined}
              key={lastMs}
              onClick={() => onAsk({ family, span: { lastMs } })}
            >
              {word}
            </Button>
          )
        })}
      </fieldset>
      <OwnWindow onAsk={(from, to) => onAsk({ family, span: { from, to } })} span={span} />
      <label className="flex flex-col gap-1 text-xs text-text-3">
        Trouble
        <select
          className={field}
          onChange={(event) => onAsk({ span, family: familyOf(event.currentTarget.value) })}
          value={family}
        >
          {outcomeFamilies.map((one) => (
            <option key={one} value={one}>
              {familyWords[one]}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}

const familyOf = (text: string): OutcomeFamily => outcomeFamilies.find((one) => one === text) ?? 'any'

/** From and to in the viewer's own zone. */
function OwnWindow({ span, onAsk }: { span: Question['span']; onAsk: (from: number, to: number) => void }) {
  const [from, setFrom] = useState('from' in span ? localText(span.from) : '')
  const [to, setTo] = useState('to' in span ? localText(span.to) : '')
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)]
  const fits = fromMs < toMs
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (fits) onAsk(fromMs, toMs)
      }}
    >
      <label className="flex flex-col gap-1 text-xs text-text-3">
        From
        <input
          className={field}
          onChange={(event) => setFrom(event.currentTarget.value)}
          type="datetime-local"
          value={from}
        />
      </label>
      <label className="flex flex-col gap-1 text-xs text-text-3">
        To
        <input
          className={field}
          onChange={(event) => setTo(event.currentTarget.value)}
          type="datetime-local"
          value={to}
        />
      </label>
      <Button disabled={!fits} type="submit">
        Ask
      </Button>
    </form>
  )
}

/** What a datetime-local field holds: the local clock without its zone. */
function localText(at: number): string {
  const date = new Date(at)
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
