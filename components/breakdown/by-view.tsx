'use client'

import { clsx } from 'clsx'
import Link from 'next/link'
import { type CallsAsked, callsLink } from '#components/search/use-calls-asked.ts'
import { useRowKeys } from '#components/session-list/use-row-keys.ts'
import { BandBar } from '#components/ui/band-bar.tsx'
import { formatCount } from '#components/ui/format-count.ts'
import { type Breakdown, type BreakdownRow, breakdownSchema } from '#lib/sessions/breakdown/contract.ts'
import { dimensionNames, dimensions } from '#lib/sessions/breakdown/dimensions.ts'
import { formatShare } from '#lib/sessions/breakdown/format-figure.ts'
import {
  outcomes,
  type RankedRow,
  rankRows,
  type Share,
  shareOf,
  standing,
} from '#lib/sessions/breakdown/outcomes.ts'
import { rowSearch, valueWord } from './breakdown-words.ts'
import { ReportFrame } from './report-frame.tsx'
import { ShareBar, scaleOf } from './share-bar.tsx'
import { type ReportChoice, useReport, type useReportChoice } from './use-report.ts'

type Props = {
  asked: CallsAsked
  choice: ReportChoice
  choose: ReturnType<typeof useReportChoice>['choose']
}

/** One outcome by one thing that people have in common, worst proven first. */
export function ByView({ asked, choice, choose }: Props) {
  const { by, outcome, simulated } = choice
  const report = useReport('/api/v1/breakdown', breakdownSchema, asked, {
    by,
    simulated: simulated ? 'yes' : 'no',
  })
  const select = 'h-8 rounded-md border border-border bg-surface px-2 pointer-coarse:h-11'
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-ui">
        <label className="flex items-center gap-2">
          <span className="text-xs text-text-2">What</span>
          <select
            className={select}
            onChange={(event) => choose('outcome', event.currentTarget.value)}
            value={outcome}
          >
            {Object.entries(outcomes).map(([name, { label }]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label className="flex items-center gap-2">
          <span className="text-xs text-text-2">by</span>
          <select className={select} onChange={(event) => choose('by', event.currentTarget.value)} value={by}>
            {dimensionNames.map((name) => (
              <option key={name} value={name}>
                {dimensions[name].label}
              </option>
            ))}
          </select>
        </label>
        {dimensions[by].note && <p className="text-xs text-text-3">{dimensions[by].note}</p>}
      </div>
      <ReportFrame onSimulated={() => choose('simulated', 'yes')} report={report}>
        {(found) => <Rows asked={asked} choice={choice} found={found} />}
      </ReportFrame>
    </>
  )
}

function Rows({ found, asked, choice }: { found: Breakdown; asked: CallsAsked; choice: ReportChoice }) {
  const { outcome } = choice
  const { label, of, hits, total } = outcomes[outcome]
  const ranked = rankRows(found.rows, outcome)
  const all = shareOf(hits(found.all), total(found.all))
  const scale = scaleOf([all, ...ranked.map(({ share }) => share)])
  const rows = useRowKeys<HTMLTableSectionElement>()
  return (
    <section aria-label={`${label} by ${dimensions[choice.by].label}`} className="min-w-0">
      <table className="block w-full border-collapse text-ui md:table md:table-fixed">
        <thead className="hidden text-left text-xs text-text-3 md:table-header-group">
          <tr>
            <Head width="w-[24%]">{dimensions[choice.by].label}</Head>
            <Head>
              {label} · 0 to {formatShare(scale)}
            </Head>
            <Head width="w-20">Share</Head>
            <Head title="Wilson’s 95 % interval" width="w-34">
              95{'\u2009'}% interval
            </Head>
            <Head width="w-34">Count</Head>
            <Head width="w-40">Against the rest</Head>
            <Head title="Minutes by quality" width="w-28">
              Minutes
            </Head>
            <Head width="w-18">People</Head>
          </tr>
        </thead>
        <tbody className="flex flex-col gap-2 md:table-row-group" ref={rows}>
          {ranked.map((one) => (
            <Row all={all} asked={asked} choice={choice} key={one.row.value ?? ''} one={one} scale={scale} />
          ))}
        </tbody>
        <tfoot className="mt-2 block md:mt-0 md:table-footer-group">
          <tr className="flex flex-wrap gap-x-3 p-3 font-medium md:table-row md:border-t-2 md:border-border-strong md:p-0">
            <th className="text-left font-medium md:px-2 md:py-1.5" scope="row">
              All
            </th>
            <Cell className="basis-full">
              <ShareBar scale={scale} share={all} />
            </Cell>
            <ShareCells share={all} />
            <Cell />
            <Cell className="max-md:hidden">
              <MinuteBar row={found.all} />
            </Cell>
            <Cell>
              {formatCount(found.all.people)}
              <span className="md:sr-only"> people</span>
            </Cell>
          </tr>
        </tfoot>
      </table>
      {found.more > 0 && (
        <p className="mt-2 text-xs text-text-2">and {formatCount(found.more)} more, each with fewer people</p>
      )}
      <p className="mt-3 max-w-prose text-xs text-text-3">
        Shares are of {of}. Sorted by the lower end of the interval: what is proven comes first. Below 20 {of}{' '}
        a row is too few to tell and stands last. “Higher” and “lower” are said only where the intervals of
        the row and of everybody else do not meet.
      </p>
    </section>
  )
}

function Head({ children, width, title }: { children: React.ReactNode; width?: string; title?: string }) {
  return (
    <th className={clsx('px-2 py-1.5 font-normal', width)} scope="col" title={title}>
      {children}
    </th>
  )
}

const Cell = ({ children, className }: { children?: React.ReactNode; className?: string }) => (
  <td className={clsx('md:table-cell md:px-2 md:py-1.5 md:align-middle max-md:empty:hidden', className)}>
    {children}
  </td>
)

function Row({
  one: { row, share },
  all,
  scale,
  asked,
  choice,
}: {
  one: RankedRow<BreakdownRow>
  all: Share
  scale: number
  asked: CallsAsked
  choice: ReportChoice
}) {
  const word = valueWord(choice.by, row.value)
  return (
    <tr
      className={clsx(
        'relative flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-border bg-surface p-3 focus-within:border-text hover:bg-raised md:table-row md:rounded-none md:border-0 md:border-t md:border-border',
        share.tooFew && 'text-text-2',
      )}
    >
      <th className="min-w-0 basis-full text-left font-medium md:px-2 md:py-1.5" scope="row">
        <Link
          className="block truncate after:absolute after:inset-0"
          data-row=""
          href={callsLink(asked, rowSearch(asked.search, choice, row.value))}
          title={`${word}: show the calls`}
        >
          <bdi>{word}</bdi>
        </Link>
      </th>
      <Cell className="basis-full">
        <ShareBar scale={scale} share={share} />
      </Cell>
      <ShareCells share={share} />
      <Cell className="whitespace-nowrap">
        <Against all={all} good={outcomes[choice.outcome].good} share={share} />
      </Cell>
      <Cell className="max-md:hidden">
        <MinuteBar row={row} />
      </Cell>
      <Cell className="text-text-2">
        {formatCount(row.people)}
        <span className="md:sr-only"> {row.people === 1 ? 'person' : 'people'}</span>
      </Cell>
    </tr>
  )
}

function ShareCells({ share }: { share: Share }) {
  return (
    <>
      <Cell className="whitespace-nowrap font-medium">
        {share.tooFew || share.ratio === null ? '–' : formatShare(share.ratio)}
      </Cell>
      <Cell className="whitespace-nowrap text-text-2">
        {share.tooFew ? 'too few to tell' : `${formatShare(share.low)} – ${formatShare(share.high)}`}
      </Cell>
      <Cell className="whitespace-nowrap text-text-2">
        {formatCount(share.hits)} of {formatCount(share.n)}
      </Cell>
    </>
  )
}

const standingWords = {
  higher: '▲ higher than the rest',
  lower: '▼ lower than the rest',
  same: 'no clear difference',
}

/** A word and an arrow; weight marks what is worse than the rest. */
function Against({ share, all, good }: { share: Share; all: Share; good: boolean }) {
  const is = standing(share, all)
  if (is === 'unknown') return null
  const worse = is === (good ? 'lower' : 'higher')
  return (
    <span className={clsx('text-xs', worse ? 'font-semibold text-text' : 'text-text-3')}>
      {standingWords[is]}
    </span>
  )
}

function MinuteBar({ row }: { row: Pick<BreakdownRow, 'good' | 'fair' | 'poor' | 'bad'> }) {
  const { good, fair, poor, bad } = row
  if (good + fair + poor + bad === 0) return <span className="text-xs text-text-3">none scored</span>
  const words = `${good} good, ${fair} fair, ${poor} poor and ${bad} bad minutes`
  return (
    <span className="block" title={words}>
      <BandBar counts={{ good, fair, poor, bad, unknown: 0 }} />
      <span className="sr-only">{words}</span>
    </span>
  )
}
