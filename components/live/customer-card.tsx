'use client'

import { clsx } from 'clsx'
import { memo, useId, useState } from 'react'
import { ErrorBoundary } from '#components/ui/error-boundary.tsx'
import { StatusGlyph, type StatusToken, statusText } from '#components/ui/status-glyph.tsx'
import { useFold } from '#components/ui/use-fold.ts'
import { customerHealth } from '#lib/quality/app-health.ts'
import { AppRow, stateLook } from './app-row.tsx'
import { type CustomerGroup, worstState } from './group-customers.ts'
import { countText } from './tile-status.ts'
import { useNear } from './use-near.ts'

/** More apps than this fold away, worst first kept in sight. */
const rowsShown = 4

const edge: Partial<Record<StatusToken, string>> = {
  crit: 'border-crit outline-1 outline-crit',
  major: 'border-major',
  unk: 'border-dashed border-border-strong',
}

/** One customer on the wall. Far from the screen it keeps what it last showed and costs nothing. */
export const CustomerCard = memo(function CustomerCard({
  group,
  nearAtFirst,
}: {
  group: CustomerGroup
  nearAtFirst: boolean
}) {
  const [element, near] = useNear<HTMLElement>(nearAtFirst)
  const shown = useFold(group, (last) => (near ? group : last))
  const everNear = useFold(nearAtFirst, (before) => before || near)
  const titleId = useId()
  const { token } = stateLook[worstState(shown)]
  return (
    <section
      aria-labelledby={titleId}
      className={clsx(
        'far-card flex flex-col rounded-lg border bg-surface',
        token ? (edge[token] ?? 'border-border') : 'border-border',
      )}
      data-customer={group.customerId}
      ref={element}
    >
      <CardHeader group={shown} titleId={titleId} />
      {everNear && (
        <ErrorBoundary what={group.customerName}>
          <CardBody group={shown} />
        </ErrorBoundary>
      )}
    </section>
  )
})

const CardHeader = memo(function CardHeader({ group, titleId }: { group: CustomerGroup; titleId: string }) {
  const { token, word } = stateLook[worstState(group)]
  const alarming = token === 'crit' || token === 'major' || token === 'unk'
  return (
    <header className="flex h-9 items-center gap-2 border-b border-border px-3">
      <h3 className="min-w-0 truncate text-sm font-semibold" id={titleId} title={group.customerName}>
        {group.customerName}
      </h3>
      {token && alarming && (
        <span
          className={clsx('inline-flex shrink-0 items-center gap-1 text-xs font-medium', statusText[token])}
        >
          <StatusGlyph size={12} token={token} />
          {word}
        </span>
      )}
      <span className="ml-auto shrink-0 text-xs text-text-3">
        {countText(sum(group, 'sessions'), 'call', 'calls')} ·{' '}
        {countText(sum(group, 'participants'), 'person', 'people')}
        <CustomerHealthText group={group} />
      </span>
    </header>
  )
})

/** The customer as a whole: its apps weighted by their scored minutes, with the lowest named. */
function CustomerHealthText({ group }: { group: CustomerGroup }) {
  const { health, worst } = customerHealth(group.tiles)
  if (health === null) return null
  const lowest = worst ? `; lowest: ${worst.appName}, ${Math.round(worst.health ?? 0)}` : ''
  return (
    <span title={`Health of the last 15 minutes, 0 to 100, by scored minutes${lowest}`}>
      {' '}
      · health {Math.round(health)}
    </span>
  )
}

const CardBody = memo(function CardBody({ group }: { group: CustomerGroup }) {
  const [all, setAll] = useState(false)
  const hidden = group.tiles.length - rowsShown
  const tiles = all || hidden <= 1 ? group.tiles : group.tiles.slice(0, rowsShown)
  return (
    <>
      <ul className="divide-y divide-border">
        {tiles.map((tile) => (
          <AppRow key={tile.appId} tile={tile} />
        ))}
      </ul>
      {hidden > 1 && (
        <button
          aria-expanded={all}
          className="mt-auto h-8 rounded-b-lg border-t border-border px-3 text-left text-xs text-text-2 hover:bg-raised pointer-coarse:h-11"
          onClick={() => setAll(!all)}
          type="button"
        >
          {all ? 'Show fewer' : `${hidden} more apps`}
        </button>
      )}
    </>
  )
})

function sum(group: CustomerGroup, field: 'sessions' | 'participants'): number {
  return group.tiles.reduce((total, tile) => total + tile[field], 0)
}
