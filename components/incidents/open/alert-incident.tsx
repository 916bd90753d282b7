'use client'

import Link from 'next/link'
import { useAlertActs } from '#components/alerting/acts/acts-context.ts'
import { Button } from '#components/ui/button.tsx'
import type { AlertDetail } from '#lib/alerting/alerts/contract.ts'

/** The incident an alert belongs to, or the way to open one. */
export function AlertIncident({ detail: { alert, incident } }: { detail: AlertDetail }) {
  const { ask, cannot } = useAlertActs()
  if (incident !== null)
    return (
      <p className="flex flex-wrap items-center gap-2 text-ui">
        <span className="text-text-2">Part of</span>
        <Link
          className="inline-flex min-h-8 min-w-0 max-w-full items-center gap-2 rounded-full border border-border-strong bg-surface px-3 text-xs font-medium text-text hover:border-text pointer-coarse:min-h-11"
          href={`/incidents/${encodeURIComponent(incident.reference)}`}
        >
          <span className="font-mono">{incident.reference}</span>
          <bdi className="truncate">{incident.title}</bdi>
        </Link>
      </p>
    )
  return (
    <p>
      <Button
        aria-haspopup="dialog"
        aria-keyshortcuts="i"
        disabled={cannot !== null}
        onClick={(event) => ask('incident', [alert], event.currentTarget)}
        title={cannot ?? undefined}
      >
        Open incident <kbd className="max-sm:hidden">i</kbd>
      </Button>
    </p>
  )
}
