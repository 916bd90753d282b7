'use client'

import { Button } from '#components/ui/button.tsx'
import type { AlertView } from '#lib/alerting/alerts/contract.ts'
import { type AskKind, useAlertActs } from '../acts/acts-context.ts'

const kinds: { kind: AskKind; word: string; key: string }[] = [
  { kind: 'acknowledge', word: 'Acknowledge', key: 'a' },
  { kind: 'snooze', word: 'Snooze', key: 'z' },
  { kind: 'assign', word: 'Assign', key: 'm' },
  { kind: 'resolve', word: 'Resolve', key: 'e' },
  { kind: 'incident', word: 'Incident', key: 'i' },
]

/** The same act on all that are marked. */
export function BulkBar({ alerts, onClear }: { alerts: readonly AlertView[]; onClear: () => void }) {
  const { ask, cannot } = useAlertActs()
  if (alerts.length === 0) return null
  return (
    <section
      aria-label="Marked alerts"
      className="sticky bottom-[calc(56px+env(safe-area-inset-bottom))] z-20 flex flex-wrap items-center gap-1.5 border-t border-border-strong bg-raised px-3 py-2 md:bottom-0"
    >
      <p className="me-1 text-ui font-medium" role="status">
        {alerts.length} marked
      </p>
      {kinds.map(({ kind, word, key }) => (
        <Button
          aria-keyshortcuts={key}
          disabled={cannot !== null}
          key={kind}
          onClick={(event) => ask(kind, alerts, event.currentTarget)}
          title={cannot ?? undefined}
        >
          {word}
        </Button>
      ))}
      <Button look="bare" onClick={onClear}>
        Clear
      </Button>
      {cannot !== null && <p className="basis-full text-xs font-medium">{cannot}</p>}
    </section>
  )
}
