'use client'

import { clsx } from 'clsx'
import Link from 'next/link'
import { type CallsAsked, callsLink } from '#components/search/use-calls-asked.ts'
import { formatCount } from '#components/ui/format-count.ts'
import { type Funnel, funnelSchema } from '#lib/sessions/breakdown/contract.ts'
import { formatFigure, formatShare } from '#lib/sessions/breakdown/format-figure.ts'
import { fewBelow, shareOf } from '#lib/sessions/breakdown/outcomes.ts'
import { withOnly } from '#lib/sessions/search/search-language.ts'
import { failureWord, phaseWord, stageWords } from './breakdown-words.ts'
import { ReportFrame } from './report-frame.tsx'
import { type ReportChoice, useReport, type useReportChoice } from './use-report.ts'

type Props = {
  asked: CallsAsked
  choice: ReportChoice
  choose: ReturnType<typeof useReportChoice>['choose']
}

/** How far people got when they joined, why the others did not, and how long it took. */
export function JoinsView({ asked, choice: { simulated }, choose }: Props) {
  const report = useReport('/api/v1/breakdown/funnel', funnelSchema, asked, {
    simulated: simulated ? 'yes' : 'no',
  })
  return (
    <ReportFrame onSimulated={() => choose('simulated', 'yes')} report={report}>
      {(funnel) => (
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <Stages asked={asked} funnel={funnel} />
          <div className="flex flex-col gap-4">
            <Setup setup={funnel.setup} />
            <Phases phases={funnel.phases} />
          </div>
        </div>
      )}
    </ReportFrame>
  )
}

const card = 'rounded-lg border border-border bg-surface p-4'

function Stages({ funnel, asked }: { funnel: Funnel; asked: CallsAsked }) {
  const { attempted, pending, cancelled, stages } = funnel
  const joined = stages.find(({ stage }) => stage === 'connected')?.reached ?? 0
  if (attempted === 0)
    return (
      <section className={card}>
        <h2 className="text-sm font-semibold">Joining</h2>
        <p className="mt-2 text-ui text-text-2">
          Nobody was reported to have tried to join. The SDK tells attempts where the app calls{' '}
          <code>join()</code>.
        </p>
      </section>
    )
  return (
    <section aria-label="Join funnel" className={card}>
      <h2 className="text-sm font-semibold">Join funnel</h2>
      <p className="mt-1 text-xs text-text-2">
        {formatCount(attempted)} attempts · {formatCount(pending)} without a result yet and{' '}
        {formatCount(cancelled)} cancelled by the user are not counted
        {attempted < fewBelow && ' · too few to tell shares'}
      </p>
      <ol className="mt-3 flex flex-col gap-3">
        <StageRow attempted={attempted} reached={attempted} word="Attempted" />
        {stages.map(({ stage, reached, failures }) => (
          <StageRow attempted={attempted} key={stage} reached={reached} word={stageWords[stage]}>
            {stage === 'media' && <NotTold people={joined - reached} />}
            {failures.map(({ failure, people }) => (
              <li key={failure ?? ''}>
                <Link
                  className="flex min-h-6 items-center justify-between gap-3 rounded-sm px-1.5 text-xs hover:bg-raised pointer-coarse:min-h-11"
                  href={callsLink(asked, withOnly(asked.search, 'failure', failure))}
                >
                  <span className="underline decoration-border-strong underline-offset-2">
                    {failureWord(failure)}
                  </span>
                  <span className="text-text-2">
                    {formatCount(people)} lost here{shareText(people, attempted)}
                  </span>
                </Link>
              </li>
            ))}
          </StageRow>
        ))}
      </ol>
      <p className="mt-3 text-xs text-text-3">
        Shares are of all attempts, with Wilson’s 95{'\u2009'}% interval. Failures stand at the stage that was
        not reached, by the class of the failure.
      </p>
    </section>
  )
}

/** Connected is joined: whoever told no first media may have had none, or run an app that does not say. */
function NotTold({ people }: { people: number }) {
  if (people === 0) return null
  return (
    <li className="px-1.5 py-1 text-xs text-text-2">
      {formatCount(people)} connected without a word of when media came: not counted as failed
    </li>
  )
}

function StageRow({
  word,
  reached,
  attempted,
  children,
}: {
  word: string
  reached: number
  attempted: number
  children?: React.ReactNode
}) {
  const { ratio, low, high, tooFew } = shareOf(reached, attempted)
  return (
    <li>
      <p className="flex flex-wrap items-baseline justify-between gap-x-3 text-ui">
        <span className="font-medium">{word}</span>
        <span>
          <span className="font-medium">{formatCount(reached)}</span>
          {!tooFew && ratio !== null && reached !== attempted && (
            <span className="text-text-2">
              {' '}
              · {formatShare(ratio)} ({formatShare(low)} – {formatShare(high)})
            </span>
          )}
        </span>
      </p>
      <svg aria-hidden="true" className="mt-1 block h-3 w-full rounded-sm bg-raised">
        <rect className="fill-text-3" height="12" rx="2" width={`${(ratio ?? 0) * 100}%`} />
      </svg>
      {children && <ul className="mt-1 border-l-2 border-border pl-2 empty:hidden">{children}</ul>}
    </li>
  )
}

/** Nothing where there are too few to speak of a share. */
function shareText(hits: number, n: number): string {
  const { ratio, low, high, tooFew } = shareOf(hits, n)
  return tooFew || ratio === null
    ? ''
    : ` · ${formatShare(ratio)} (${formatShare(low)} – ${formatShare(high)})`
}

function Setup({ setup }: { setup: Funnel['setup'] }) {
  if (setup.n === 0)
    return (
      <section className={card}>
        <h2 className="text-sm font-semibold">Setup time</h2>
        <p className="mt-2 text-ui text-text-2">No join told how long it took.</p>
      </section>
    )
  const most = Math.max(1, ...setup.buckets.map(({ people }) => people))
  return (
    <section aria-label="Setup time" className={card}>
      <h2 className="text-sm font-semibold">Setup time</h2>
      <p className="mt-1 text-xs text-text-2">
        From the attempt to the first remote media, without the permission prompt · {formatCount(setup.n)}{' '}
        joins
        {setup.n < fewBelow && ' · too few to tell'}
      </p>
      <dl className="mt-3 grid grid-cols-3 gap-3">
        {setup.percentiles.map(({ p, ms, low, high }) => (
          <div key={p}>
            <dt className="text-xs text-text-2">{p === 0.5 ? 'Median' : `p${Math.round(p * 100)}`}</dt>
            <dd>
              <span className="text-kpi font-semibold whitespace-nowrap">{msText(ms)}</span>
              <span className="block text-xs text-text-3">
                {msText(low)} – {msText(high)}
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <table className="mt-3 w-full text-xs">
        <caption className="sr-only">Joins by how long they took</caption>
        <tbody>
          {setup.buckets.map(({ toMs, people }, i) => (
            <tr key={toMs ?? 'more'}>
              <th className="w-24 py-0.5 text-left font-normal whitespace-nowrap text-text-2" scope="row">
                {toMs === null
                  ? `over ${endText(setup.buckets[i - 1]?.toMs ?? 0)}`
                  : `up to ${endText(toMs)}`}
              </th>
              <td className="py-0.5">
                <svg aria-hidden="true" className="block h-3 w-full">
                  <rect className="fill-text-3" height="12" rx="1" width={`${(people / most) * 100}%`} />
                </svg>
              </td>
              <td className="w-12 py-0.5 pl-2 text-right">{formatCount(people)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Ends of buckets are round. */
const endText = (ms: number) => (ms < 1_000 ? `${ms}\u2009ms` : `${ms / 1_000}\u2009s`)
const msText = (ms: number | null) => (ms === null ? '–' : formatFigure(ms, 'duration'))

function Phases({ phases }: { phases: Funnel['phases'] }) {
  if (phases.length === 0) return null
  return (
    <section aria-label="Setup time by phase" className={card}>
      <h2 className="text-sm font-semibold">By phase</h2>
      <table className="mt-2 w-full text-ui">
        <thead className="text-xs text-text-3">
          <tr>
            {['Phase', 'Joins', 'Median', 'p95', 'p99'].map((head, i) => (
              <th
                className={clsx('py-1 font-normal', i === 0 ? 'text-left' : 'text-right')}
                key={head}
                scope="col"
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {phases.map(({ phase, n, p50Ms, p95Ms, p99Ms, inSetup }) => (
            <tr className="border-t border-border" key={phase}>
              <th className="py-1.5 text-left font-medium" scope="row">
                {phaseWord(phase)}
                {!inSetup && (
                  <span className="block text-xs font-normal text-text-3">
                    the user’s time, not in the figure
                  </span>
                )}
              </th>
              <td className="text-right text-text-2">{formatCount(n)}</td>
              {[p50Ms, p95Ms, p99Ms].map((ms, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: three fixed columns
                <td className="text-right whitespace-nowrap" key={i}>
                  {msText(ms)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-xs text-text-3">
        Phases overlap and are not all told by every browser, so they need not add up.
      </p>
    </section>
  )
}
