'use client'

import { useState } from 'react'
import { formatDuration } from '#components/time/format-time.ts'
import { useZone } from '#components/time/use-zone.ts'
import { QuietGlyph, StatusGlyph } from '#components/ui/status-glyph.tsx'
import { useFold } from '#components/ui/use-fold.ts'
import type { AttentionRow } from '#lib/sessions/contract.ts'
import { AttentionItem } from './attention-item.tsx'
import { calmWords } from './calm-words.ts'
import { type Arrangement, arrangeAttention } from './order-attention.ts'
import type { StripTotals } from './strip-totals.ts'
import { useAttentionKeys } from './use-attention-keys.ts'

const rankedBy =
  'Minutes of people in bad, and half of those in poor: of the last five minutes, and of the next one if nothing changes'

/** Beyond this the list is no longer read line by line; the count says how many there are. */
const rowsShown = 60

/** Calls that are not good, most pain first. Stands still under the pointer and while it has the focus. */
export function AttentionPanel({
  rows,
  now,
  totals,
  cause,
}: {
  rows: readonly AttentionRow[]
  now: number
  totals: StripTotals
  /** the root cause that the wall is narrowed to */
  cause: string | null
}) {
  const zone = useZone()
  const [hovered, setHovered] = useState(false)
  const [focused, setFocused] = useState(false)
  const [released, setReleased] = useState(0)
  const list = useAttentionKeys()
  const { arrangement } = useFold<{ arrangement: Arrangement | null; released: number }>(
    { arrangement: null, released: 0 },
    (last) => {
      const from = last.released === released ? last.arrangement : null
      const next = arrangeAttention(from, rows, { now, frozen: hovered || focused })
      return next === last.arrangement && last.released === released ? last : { arrangement: next, released }
    },
  )
  const shown = arrangement?.rows ?? []
  const waiting = arrangement?.waiting ?? 0
  return (
    <section aria-label="Needs attention" className="rounded-lg border border-border bg-surface">
      <header className="flex h-10 items-center gap-2 border-b border-border px-3">
        <h2 className="text-sm font-semibold">Needs attention</h2>
        <span className="text-xs text-text-3">{rows.length}</span>
        <span className="text-xs text-text-3" title={rankedBy}>
          by minutes of pain
        </span>
        {waiting > 0 && (hovered || focused) && (
          <button
            className="ml-auto h-6 rounded-full bg-accent px-2.5 text-xs font-medium text-accent-on"
            onClick={() => setReleased(released + 1)}
            type="button"
          >
            {waiting} {waiting === 1 ? 'change' : 'changes'} waiting
          </button>
        )}
      </header>
      {shown.length === 0 ? (
        <Calm cause={cause} totals={totals} />
      ) : (
        <ul
          className="divide-y divide-border lg:max-h-[calc(100dvh-260px)] lg:overflow-y-auto"
          onBlur={(event) => setFocused(event.currentTarget.contains(event.relatedTarget))}
          onFocus={() => setFocused(true)}
          onPointerEnter={(event) => setHovered(event.pointerType === 'mouse')}
          onPointerLeave={() => setHovered(false)}
          ref={list}
        >
          {shown.slice(0, rowsShown).map(({ row, gone }) => (
            <AttentionItem
              gone={gone}
              key={row.sessionId}
              lasting={formatDuration(now - row.since)}
              row={row}
              zone={zone}
            />
          ))}
          {shown.length > rowsShown && (
            <li className="px-3 py-2.5 text-xs text-text-2">
              and {shown.length - rowsShown} more, with less pain. Narrow to one customer to see them.
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

/** Nothing to do is said with what it rests on. */
function Calm({ totals, cause }: { totals: StripTotals; cause: string | null }) {
  if (cause !== null)
    return (
      <p className="p-4 text-ui text-text-2">
        No call has this cause now. Others may still need attention: take the filter off to see them.
      </p>
    )
  const { token, title, note } = calmWords(totals)
  return (
    <div className="flex gap-3 p-4 text-ui">
      {token ? <StatusGlyph size={20} token={token} /> : <QuietGlyph />}
      <div>
        <p className="font-medium">{title}</p>
        <p className="text-xs text-text-2">{note}</p>
      </div>
    </div>
  )
}
