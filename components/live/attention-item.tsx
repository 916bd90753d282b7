import { clsx } from 'clsx'
import Link from 'next/link'
import { memo, useMemo } from 'react'
import { exactTitle } from '#components/time/time.tsx'
import { bandStatus } from '#components/ui/band.tsx'
import { CauseChip } from '#components/ui/cause-chip.tsx'
import { SimulatedChip } from '#components/ui/chip.tsx'
import { StatusGlyph, statusText } from '#components/ui/status-glyph.tsx'
import type { AttentionRow } from '#lib/sessions/contract.ts'
import { affectedText, headlineOf, othersText, painText, painTitle } from './attention-words.ts'

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
  const { token } = bandStatus[row.band]
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
          <span className="line-clamp-2 text-sm font-medium" title={headlineOf(row)}>
            {headlineOf(row)}
          </span>
          <span className="mt-0.5 block truncate text-xs text-text-2">
            <bdi className="font-medium text-text" title={row.name}>
              {row.name}
            </bdi>{' '}
            · {row.customerName} · {row.appName}
          </span>
          <span className="mt-0.5 block text-xs text-text-2">
            {gone ? 'No longer in trouble, or ended' : affectedText(row)}
          </span>
        </span>
        <Figures lasting={lasting} row={row} zone={zone} />
        <Causes row={row} />
      </Link>
    </li>
  )
})

function Causes({ row }: { row: AttentionRow }) {
  const others = othersText(row)
  if (row.cause === null && others === null) return null
  return (
    <span className="col-span-2 col-start-2 mt-1 flex min-w-0 flex-wrap items-center gap-x-1.5 gap-y-1">
      {row.cause !== null && <CauseChip kind={row.cause} />}
      {others !== null && <span className="text-xs text-text-3">{others}</span>}
    </span>
  )
}

function Figures({ row, lasting, zone }: { row: AttentionRow; lasting: string; zone: string }) {
  const since = useMemo(() => exactTitle(row.since, zone), [row.since, zone])
  const { token, word } = bandStatus[row.band]
  return (
    <span className="flex flex-col items-end gap-0.5">
      <span className={clsx('text-xs font-semibold leading-5', statusText[token])}>{word}</span>
      {row.painMinutes > 0 && (
        <span className="whitespace-nowrap text-xs font-medium" title={painTitle(row)}>
          {painText(row.painMinutes)} <span className="font-normal text-text-3">pain</span>
        </span>
      )}
      <span className="whitespace-nowrap text-xs text-text-2" title={since}>
        since {lasting}
      </span>
      {row.simulated && <SimulatedChip />}
    </span>
  )
}
