import { clsx } from 'clsx'
import Link from 'next/link'
import { memo, useMemo } from 'react'
import { exactTitle } from '#components/time/time.tsx'
import { bandStatus } from '#components/ui/band.tsx'
import { SimulatedChip } from '#components/ui/chip.tsx'
import { StatusGlyph, statusText } from '#components/ui/status-glyph.tsx'
import type { AttentionRow } from '#lib/sessions/contract.ts'

/** One call that is not good, as a link to it. `lasting` is text so that an unchanged line is not drawn again. */
export const AttentionItem = memo(function AttentionItem({
  row,
  gone,
  lasting,
  zone,
}: {
  row: AttentionRow
  gone: boolean
  lasting: string
  zone: string
}) {
  const since = useMemo(() => exactTitle(row.since, zone), [row.since, zone])
  const { token, word } = bandStatus[row.band]
  return (
    <li className="far-row">
      <Link
        className={clsx(
          'grid grid-cols-[20px_minmax(0,1fr)_auto] gap-x-2.5 border-l-2 border-transparent px-3 py-2.5 hover:border-text hover:bg-raised focus-visible:border-text focus-visible:bg-raised focus-visible:-outline-offset-2',
          gone && 'opacity-60',
          token === 'unk' && 'hatched',
        )}
        data-attention-row=""
        href={`/sessions/${row.sessionId}`}
        prefetch={false}
      >
        <span className="pt-0.5">
          <StatusGlyph size={20} token={token} />
        </span>
        <span className="min-w-0">
          <span className="block truncate text-sm font-medium" title={row.name}>
            {row.name}
          </span>
          <span className="block truncate text-xs text-text-2">
            {row.customerName} · {row.appName}
          </span>
          <span className="block text-xs text-text">
            {gone ? 'No longer in trouble, or ended' : affectedText(row)}
          </span>
        </span>
        <span className="flex flex-col items-end gap-0.5">
          <span className={clsx('text-xs font-semibold leading-5', statusText[token])}>{word}</span>
          <span className="whitespace-nowrap text-xs text-text-2" title={since}>
            since {lasting}
          </span>
          {row.simulated && <SimulatedChip />}
        </span>
      </Link>
    </li>
  )
})

/** "packet loss · 1 of 4 affected (Ben)" */
function affectedText(row: AttentionRow): string {
  const affected = `${row.affected} of ${row.participants} affected`
  const who = row.worstParticipant ? `${affected}, worst ${row.worstParticipant}` : affected
  return row.reason ? `${row.reason} · ${who}` : who
}
