'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { SeverityMark } from '#components/alerting/severity-mark.tsx'
import { LoadFailed } from '#components/settings/page-parts.tsx'
import { StatusWord } from '#components/ui/band.tsx'
import type { PreviewReply } from '#lib/alerting/intake/contract.ts'

/** The alerts that would come of the payload, or what is still missing. */
export function MappingPreview({
  deliveryId,
  preview,
}: {
  deliveryId: string | null
  preview: UseQueryResult<PreviewReply>
}) {
  if (deliveryId === null)
    return (
      <p className="text-text-2 text-ui">
        As soon as something has come, it shows here what the mapping makes of it.
      </p>
    )
  if (preview.isError) return <LoadFailed onAgain={() => void preview.refetch()} problem={preview.error} />
  if (!preview.data) return <div aria-hidden="true" className="skeleton h-40 rounded-lg" />
  const { alerts, notes, problem } = preview.data
  return (
    <section
      aria-label="Preview"
      aria-live="polite"
      className="flex flex-col gap-2 self-start xl:sticky xl:top-16"
    >
      <h3 className="font-medium text-ui">What it would make</h3>
      {problem && (
        <p className="rounded-md border border-major-fg bg-major-soft px-3 py-2 text-ui">
          <StatusWord token="major" word="Not yet" />{' '}
          <span className="[overflow-wrap:anywhere]">{problem}</span>
        </p>
      )}
      {alerts.map((alert, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: in the payload's own order
        <PreviewedAlert alert={alert} key={i} />
      ))}
      {notes.map((note) => (
        <p className="text-text-2 text-ui" key={note}>
          {note}
        </p>
      ))}
    </section>
  )
}

const actionWords: Record<string, string> = {
  trigger: 'begins or goes on',
  acknowledge: 'is acknowledged',
  resolve: 'ends',
  note: 'is noted',
}

function PreviewedAlert({ alert }: { alert: PreviewReply['alerts'][number] }) {
  const facts = [
    ['Key', alert.key],
    ['App', alert.app && (alert.appFound ? alert.app : `${alert.app} (no app of this customer)`)],
    ['Region', alert.region],
    ['Link', alert.url],
    ...Object.entries(alert.labels).map(([name, value]) => [name, value] as const),
  ].filter((fact): fact is [string, string] => Boolean(fact[1]))
  return (
    <div className="rounded-lg border border-border bg-surface p-3 text-ui">
      <p className="flex flex-wrap items-center gap-2">
        <SeverityMark severity={alert.severity} />
        <bdi className="min-w-0 font-medium [overflow-wrap:anywhere]">{alert.title}</bdi>
        <span className="text-text-2">{actionWords[alert.action] ?? alert.action}</span>
      </p>
      {alert.summary && <p className="text-text-2 [overflow-wrap:anywhere]">{alert.summary}</p>}
      <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-xs">
        {facts.map(([name, value]) => (
          <div className="contents" key={name}>
            <dt className="text-text-2">{name}</dt>
            <dd className="font-mono [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
