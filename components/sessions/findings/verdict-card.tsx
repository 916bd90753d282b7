'use client'

import { clsx } from 'clsx'
import { formatDuration } from '#components/time/format-time.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { StatusGlyph, statusSoft, statusText } from '#components/ui/status-glyph.tsx'
import { useJump } from '../jump.tsx'
import { Period } from '../period.tsx'
import { RunningFor } from '../server-clock.tsx'
import { EvidenceChips } from './evidence-chips.tsx'
import { confidenceWords, ownerWords } from './finding-words.ts'
import { SideWord } from './severity-word.tsx'
import type { Verdict } from './verdict.ts'

/** What is wrong, for whom, since when, whose side it is and what to do: the first thing on the page. */
export function VerdictCard({
  verdict,
  nameOf,
  live,
}: {
  verdict: Verdict
  nameOf: (participantId: string) => string
  live: boolean
}) {
  const { finding } = verdict
  return (
    <section
      aria-labelledby="verdict-title"
      className={clsx(
        'rounded-lg border border-border-strong p-3 sm:p-4',
        verdict.token === 'ok' ? 'bg-surface' : statusSoft[verdict.token],
      )}
      data-verdict={verdict.token}
    >
      <div className="flex items-start gap-3">
        <span className="mt-0.5">
          <StatusGlyph size={24} token={verdict.token} />
        </span>
        <div className="grid min-w-0 flex-1 gap-x-8 gap-y-2 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="flex min-w-0 flex-col gap-1.5">
            <Sentence live={live} verdict={verdict} />
            <p className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 text-ui">
              <span className={clsx('font-semibold', statusText[verdict.token])}>{verdict.word}</span>
              {finding !== null && (
                <>
                  <span className="inline-flex min-w-0 items-center gap-1 font-medium">
                    <span className="sr-only">Whose side: </span>
                    <SideWord finding={finding} nameOf={nameOf} />
                  </span>
                  <span>{confidenceWords[finding.confidence]}</span>
                </>
              )}
            </p>
            {finding !== null && <EvidenceChips finding={finding} most={3} nameOf={nameOf} />}
          </div>
          <div className="flex min-w-0 flex-col justify-between gap-2">
            {verdict.remedy !== null && (
              <p className="text-ui">
                {finding !== null && <span className="font-semibold">What to do: </span>}
                <bdi dir="auto">{verdict.remedy}</bdi>
                {finding !== null && (
                  <span className="text-text-2"> Can act: {ownerWords[finding.owner]}.</span>
                )}
              </p>
            )}
            <Basis verdict={verdict} />
          </div>
        </div>
      </div>
    </section>
  )
}

function Sentence({ verdict, live }: { verdict: Verdict; live: boolean }) {
  return (
    <h2
      className="text-base leading-6 font-semibold wrap-anywhere sm:text-lg sm:leading-7"
      id="verdict-title"
    >
      <span className="sr-only">{live ? 'Now: ' : 'Over the whole call: '}</span>
      <bdi dir="auto">{verdict.lead}</bdi>
      <Since since={verdict.since} />
      {verdict.because !== null && (
        <>
          {' '}
          – <bdi dir="auto">{verdict.because}</bdi>
        </>
      )}
      .
    </h2>
  )
}

function Since({ since }: { since: Verdict['since'] }) {
  if (since === null) return null
  if (since.to === null)
    return (
      <>
        {' '}
        since <AbsoluteTime at={since.from} /> (<RunningFor from={since.from} />)
      </>
    )
  return (
    <>
      , <Period from={since.from} to={since.to} /> ({formatDuration(since.to - since.from)})
    </>
  )
}

function Basis({ verdict }: { verdict: Verdict }) {
  const jump = useJump()
  const { finding, more } = verdict
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-xs text-text-2">
      <span>{verdict.restsOn}</span>
      {finding !== null && (
        <button
          className="min-h-6 underline underline-offset-2 hover:text-text pointer-coarse:min-h-11"
          onClick={() => jump.toFinding(finding.findingId)}
          type="button"
        >
          {more > 0 ? `This and ${more} more ${more === 1 ? 'finding' : 'findings'}` : 'This finding in full'}
        </button>
      )}
    </p>
  )
}
