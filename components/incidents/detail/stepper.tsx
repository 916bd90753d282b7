'use client'

import { clsx } from 'clsx'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { type IncidentStatus, statusCategory } from '#lib/incidents/contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { useMove } from '../acts/use-move.ts'
import { useStatusLabel } from '../data/use-statuses.ts'
import { MoveDialog } from './move-dialog.tsx'

const road: readonly IncidentStatus[] = [
  'triage',
  'investigating',
  'identified',
  'monitoring',
  'resolved',
  'post-incident',
  'closed',
]

type NextMove = IncidentDetail['moves'][number]

/** The road of an incident, where it stands on it, and where it may go from here. */
export function Stepper({ detail, asked, onAsk }: { detail: IncidentDetail } & Asking) {
  const { incident, moves } = detail
  const { cannot } = useIncidentActs()
  const { move, isPending } = useMove(incident)
  const labelOf = useStatusLabel()
  const at = road.indexOf(incident.status)
  const go = (next: NextMove) => {
    if (next.back || next.asksCause || statusCategory[next.to] === 'dismissed') onAsk(next)
    else void move({ to: next.to, label: next.label })
  }
  const offRoad = moves.filter(({ to }) => !road.includes(to))
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <ol
        aria-label="Where it stands"
        className="flex max-w-full min-w-0 overflow-x-auto rounded-md border border-border bg-surface"
      >
        {road.map((status, i) => {
          const next = moves.find(({ to }) => to === status)
          const here = status === incident.status
          const look = clsx(
            'flex min-h-8 items-center gap-1 whitespace-nowrap px-2.5 text-xs font-medium focus-visible:-outline-offset-2 pointer-coarse:min-h-11',
            here ? 'bg-accent text-accent-on' : i < at ? 'text-text-2' : 'text-text-3',
          )
          return (
            <li
              aria-current={here ? 'step' : undefined}
              className="shrink-0 border-e border-border last:border-e-0"
              key={status}
            >
              {next && !here ? (
                <button
                  className={clsx(
                    look,
                    'text-text! underline decoration-border-strong underline-offset-4 hover:bg-raised disabled:opacity-50',
                  )}
                  disabled={cannot !== null || isPending}
                  onClick={() => go(next)}
                  title={cannot ?? (next.back ? `Back to ${next.label}` : `On to ${next.label}`)}
                  type="button"
                >
                  {i < at && <span aria-hidden="true">‹</span>}
                  {next.label}
                </button>
              ) : (
                <span className={look}>
                  {i < at && <span aria-hidden="true">✓</span>}
                  {here ? incident.statusLabel : labelOf(status)}
                </span>
              )}
            </li>
          )
        })}
      </ol>
      {at < 0 && <span className="text-ui font-semibold">{incident.statusLabel}</span>}
      {offRoad.map((next) => (
        <Button
          disabled={cannot !== null}
          key={next.to}
          look="bare"
          onClick={() => go(next)}
          title={cannot ?? undefined}
        >
          {next.label} …
        </Button>
      ))}
      {asked !== null && <MoveDialog incident={incident} next={asked} onClose={() => onAsk(null)} />}
    </div>
  )
}

export type Asking = { asked: NextMove | null; onAsk: (next: NextMove | null) => void }

/** The dialog of the next move, opened by a step or by a key. */
export function useAsking(): Asking {
  const [asked, onAsk] = useState<NextMove | null>(null)
  return { asked, onAsk }
}
