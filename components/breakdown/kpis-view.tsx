'use client'

import { clsx } from 'clsx'
import type { CallsAsked } from '#components/search/use-calls-asked.ts'
import { StatusWord } from '#components/ui/band.tsx'
import { formatCount } from '#components/ui/format-count.ts'
import { type KpiFigure, type Kpis, kpisSchema } from '#lib/sessions/breakdown/contract.ts'
import { formatFigure } from '#lib/sessions/breakdown/format-figure.ts'
import {
  isKpiId,
  type KpiDefinition,
  kpiDefinition,
  kpiGround,
} from '#lib/sessions/breakdown/kpi-definitions.ts'
import { fewBelow } from '#lib/sessions/breakdown/outcomes.ts'
import { objectiveStanding } from './objective.ts'
import { ReportFrame } from './report-frame.tsx'
import { type ReportChoice, useReport, type useReportChoice } from './use-report.ts'

type Props = {
  asked: CallsAsked
  choice: ReportChoice
  choose: ReturnType<typeof useReportChoice>['choose']
}

/** The figures of the time shown, each with its n, its interval and what exactly it means. */
export function KpisView({ asked, choice: { simulated }, choose }: Props) {
  const report = useReport('/api/v1/breakdown/kpis', kpisSchema, asked, {
    simulated: simulated ? 'yes' : 'no',
  })
  return (
    <ReportFrame onSimulated={() => choose('simulated', 'yes')} report={report}>
      {(kpis) => <Figures kpis={kpis} />}
    </ReportFrame>
  )
}

const heads = [
  { word: 'Figure', width: 'w-[16%]' },
  { word: 'Value', width: 'w-34' },
  { word: '95\u2009% interval', width: 'w-38' },
  { word: 'n', width: 'w-34' },
  { word: 'Objective', width: 'w-36' },
  { word: 'What exactly it means', width: '' },
]

function Figures({ kpis: { figures, lowCoverage } }: { kpis: Kpis }) {
  return (
    <section aria-label="Key figures">
      {lowCoverage && (
        <p className="hatched mb-3 flex items-center gap-2 rounded-lg border border-border-strong bg-surface p-3 text-ui">
          <StatusWord token="unk" word="Coverage is below 90 %:" />
          figures about quality are marked, since too little of the time was scored.
        </p>
      )}
      <table className="block w-full border-collapse text-ui lg:table lg:table-fixed">
        <thead className="hidden text-left text-xs text-text-3 lg:table-header-group">
          <tr>
            {heads.map(({ word, width }) => (
              <th className={clsx('px-2 py-1.5 font-normal', width)} key={word} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="flex flex-col gap-2 lg:table-row-group">
          {figures.map((figure) =>
            isKpiId(figure.id) ? (
              <Row
                definition={kpiDefinition(figure.id)}
                figure={figure}
                flagged={lowCoverage && kpiDefinition(figure.id).quality}
                key={figure.id}
              />
            ) : null,
          )}
        </tbody>
      </table>
      <ul className="mt-4 flex max-w-prose list-disc flex-col gap-1 pl-4 text-xs text-text-2">
        {kpiGround.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}

const cell = 'lg:table-cell lg:px-2 lg:py-2 lg:align-top'

function Row({
  figure,
  definition,
  flagged,
}: {
  figure: KpiFigure
  definition: KpiDefinition
  flagged: boolean
}) {
  return (
    <tr
      className={clsx(
        'flex flex-wrap items-baseline gap-x-3 gap-y-1 rounded-lg border border-border bg-surface p-3 lg:table-row lg:rounded-none lg:border-0 lg:border-t lg:border-border',
        flagged && 'hatched',
      )}
    >
      <th className={clsx(cell, 'basis-full text-left font-medium')} scope="row">
        {definition.name}
        {flagged && <span className="block text-xs font-normal text-text-2">too little was scored</span>}
      </th>
      {figure.value === null ? (
        <td className={clsx(cell, 'text-text-2')} colSpan={4}>
          <span className="text-text-3">not told: </span>
          {figure.why}
        </td>
      ) : (
        <>
          <td className={cell}>
            <Value definition={definition} figure={figure} value={figure.value} />
          </td>
          <td className={clsx(cell, 'whitespace-nowrap text-text-2')}>{intervalText(figure, definition)}</td>
          <td className={clsx(cell, 'text-text-2')}>{countText(figure, definition)}</td>
          <td className={cell}>
            <Objective definition={definition} figure={figure} />
          </td>
        </>
      )}
      <td className={clsx(cell, 'basis-full text-xs text-text-2')}>
        {definition.definition} <span className="text-text-3">({definition.source})</span>
      </td>
    </tr>
  )
}

function Value({
  value,
  figure: { n, beside },
  definition,
}: {
  value: number
  figure: KpiFigure
  definition: KpiDefinition
}) {
  const few = definition.unit !== 'count' && n < fewBelow
  return (
    <>
      <span className={clsx('text-base font-semibold whitespace-nowrap', few && 'text-text-3')}>
        {formatFigure(value, definition.unit)}
      </span>
      {few && <span className="block text-xs text-text-2">too few to tell</span>}
      {beside && <span className="block text-xs text-text-2">{beside}</span>}
    </>
  )
}

function intervalText({ low, high }: KpiFigure, { unit }: KpiDefinition): string {
  if (low === null || high === null) return ''
  if (unit === 'rate') return `${low.toFixed(2)} – ${high.toFixed(2)}`
  return `${formatFigure(low, unit)} – ${formatFigure(high, unit)}`
}

function countText({ hits, n }: KpiFigure, { counts, unit }: KpiDefinition): string {
  if (unit === 'count') return ''
  return hits === null || unit === 'rate'
    ? `${formatCount(n)} ${counts}`
    : `${formatCount(hits)} of ${formatCount(n)} ${counts}`
}

const standings = {
  met: { token: 'ok', word: 'Met' },
  missed: { token: 'major', word: 'Missed' },
  open: { token: 'unk', word: 'Cannot tell yet' },
} as const

function Objective({ figure, definition }: { figure: KpiFigure; definition: KpiDefinition }) {
  const { objective, higherIsBetter, unit } = definition
  if (objective === null) return null
  const standing = objectiveStanding(figure, definition)
  return (
    <>
      {standing !== 'none' && <StatusWord {...standings[standing]} />}
      <span className="block text-xs text-text-2">
        {higherIsBetter ? 'at least' : 'at most'} {formatFigure(objective, unit)}
      </span>
    </>
  )
}
