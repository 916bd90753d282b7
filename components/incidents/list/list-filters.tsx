'use client'

import { useRef, useState } from 'react'
import { useHotkeys } from 'react-hotkeys-hook'
import { severityLook } from '#components/alerting/alert-words.ts'
import { useSingleKeys } from '#components/shell/key-preference.ts'
import { formatMoment } from '#components/time/format-time.ts'
import { useZone } from '#components/time/use-zone.ts'
import { factorKinds, incidentSeverities } from '#lib/incidents/contract.ts'
import { cellText, type ListAsked } from '../data/list-asked.ts'
import type { useListAsked } from '../data/use-incidents.ts'
import { factorWords } from '../words.ts'

type Props = { asked: ListAsked; choose: ReturnType<typeof useListAsked>['choose'] }
const day = 86_400_000
const periods = [7, 30, 90, 365] as const
const field = 'h-8 rounded-md border border-border bg-surface px-2 text-ui pointer-coarse:h-11'

/** Words, gravity, cause and time. The customer is chosen at the top of every page. */
export function ListFilters({ asked, choose }: Props) {
  return (
    <search className="flex min-w-0 flex-wrap items-center gap-2">
      <Words asked={asked} choose={choose} />
      <select
        aria-label="Severity"
        className={field}
        onChange={(event) => choose({ severity: event.currentTarget.value })}
        value={asked.severity ?? ''}
      >
        <option value="">Any severity</option>
        {incidentSeverities.toReversed().map((severity) => (
          <option key={severity} value={severity}>
            {severityLook[severity].word}
          </option>
        ))}
      </select>
      <select
        aria-label="Cause"
        className={field}
        onChange={(event) => choose({ cause: event.currentTarget.value })}
        value={asked.cause ?? ''}
      >
        <option value="">Any cause</option>
        {factorKinds.map((kind) => (
          <option key={kind} value={kind}>
            {factorWords[kind]}
          </option>
        ))}
      </select>
      <select
        aria-label="Declared"
        className={field}
        onChange={(event) => {
          const days = Number(event.currentTarget.value)
          // an absolute time, so that the link shows the same tomorrow
          choose({ from: days > 0 ? String(Date.now() - days * day) : null, to: null })
        }}
        value={asked.from === null && asked.to === null ? '0' : ''}
      >
        <option value="0">Any time</option>
        <option hidden value="">
          As chosen
        </option>
        {periods.map((days) => (
          <option key={days} value={days}>
            Last {days} days
          </option>
        ))}
      </select>
      <Chosen asked={asked} choose={choose} />
    </search>
  )
}

function Words({ asked, choose }: Props) {
  const [typed, setTyped] = useState({ from: asked.q, text: asked.q })
  if (typed.from !== asked.q) setTyped({ from: asked.q, text: asked.q })
  const input = useRef<HTMLInputElement>(null)
  const [singleKeys] = useSingleKeys()
  useHotkeys('/', () => input.current?.focus(), { enabled: singleKeys, preventDefault: true })
  const search = () => choose({ q: typed.text.trim() })
  return (
    <form
      className="min-w-0 flex-1 basis-40 lg:max-w-72"
      onSubmit={(event) => {
        event.preventDefault()
        search()
      }}
    >
      <input
        aria-keyshortcuts="/"
        aria-label="Search incidents"
        className="h-8 w-full rounded-md border border-border-strong bg-surface px-2.5 text-ui placeholder:text-text-3 pointer-coarse:h-11"
        maxLength={200}
        onBlur={search}
        onChange={(event) => setTyped({ from: asked.q, text: event.currentTarget.value })}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        placeholder="Search reference, title, customer"
        ref={input}
        type="search"
        value={typed.text}
      />
    </form>
  )
}

/** What a report or a period narrowed the list to, each to be taken off. */
function Chosen({ asked: { from, to, cell }, choose }: Props) {
  const zone = useZone()
  return (
    <>
      {(from !== null || to !== null) && (
        <RemovableChip onRemove={() => choose({ from: null, to: null })}>
          declared{from !== null && ` from ${formatMoment(from, zone)}`}
          {to !== null && ` until ${formatMoment(to, zone)}`}
        </RemovableChip>
      )}
      {cell !== null && (
        <RemovableChip onRemove={() => choose({ weekday: null, hour: null, zone: null })}>
          {cellText(cell)}
        </RemovableChip>
      )}
    </>
  )
}

function RemovableChip({ children, onRemove }: { children: React.ReactNode; onRemove: () => void }) {
  return (
    <span className="inline-flex min-h-8 max-w-full items-center rounded-full border border-border-strong ps-3 text-xs pointer-coarse:min-h-11">
      <span className="min-w-0 wrap-anywhere">{children}</span>
      <button
        aria-label="Take this filter off"
        className="flex size-8 shrink-0 items-center justify-center rounded-full hover:bg-raised pointer-coarse:size-11"
        onClick={onRemove}
        type="button"
      >
        ✕
      </button>
    </span>
  )
}
