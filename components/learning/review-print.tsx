'use client'

import { useState } from 'react'
import { PrintFrame } from '#components/incidents/print/print-frame.tsx'
import '#components/incidents/print/print.css'
import { factorWords } from '#components/incidents/words.ts'
import { LoadFailed } from '#components/settings/page-parts.tsx'
import { formatCount } from '#components/ui/format-count.ts'
import { severityGlyphs, severityWords } from '#lib/alerting/severity-words.ts'
import { type ActionView, type ReviewView, reviewSections } from '#lib/incidents/learning/contract.ts'
import { impactDefinitions, sectionWords } from '#lib/incidents/learning/prompts.ts'
import { sayMoment } from '#lib/incidents/learning/say-moment.ts'
import { actionLook, reviewStatusWords } from './learning-words.ts'
import { useIncidentActions, useReview } from './use-learning.ts'

/** The review on paper: without chrome, in one zone that is named, readable without colours. */
export function ReviewPrint({ reference }: { reference: string }) {
  const review = useReview(reference)
  const list = useIncidentActions(reference)
  const [printedAt] = useState(() => Date.now())
  const problem = review.error ?? list.error
  if (!review.data || !list.data)
    return (
      <main className="incident-sheet text-ui" id="main">
        {problem ? (
          <LoadFailed
            onAgain={() => {
              void review.refetch()
              void list.refetch()
            }}
            problem={problem}
          />
        ) : (
          <p role="status">Loading the review …</p>
        )}
      </main>
    )
  const [reviewed, actions] = [review.data, list.data.actions]
  return (
    <PrintFrame customerZone={reviewed.timeZone}>
      {(zone) => <ReviewSheet actions={actions} now={printedAt} review={reviewed} zone={zone} />}
    </PrintFrame>
  )
}

type Sheet = { review: ReviewView; actions: readonly ActionView[]; zone: string; now: number }

/** What is printed. Every time of it is in the one zone; what the numbers mean stands at the foot. */
export function ReviewSheet({ review, actions, zone, now }: Sheet) {
  const say = sayMoment(zone)
  return (
    <article className="flex flex-col gap-5 text-ui">
      <header className="border-b border-border-strong pb-3">
        <p className="font-mono">{review.reference}, review</p>
        <h1 className="text-title font-semibold wrap-anywhere" dir="auto">
          {review.title}
        </h1>
        <p>
          {review.customerName} · <span aria-hidden="true">{severityGlyphs[review.severity]}</span>{' '}
          {severityWords[review.severity]} · {reviewStatusWords[review.status]}
        </p>
        <p className="text-xs">
          All times in {zone}. Printed {say(now)}.
        </p>
      </header>
      <Impact review={review} zone={zone} />
      {reviewSections.map((key) => (
        <section key={key}>
          <h2 className="font-semibold">{sectionWords[key].title}</h2>
          <p className="whitespace-pre-wrap wrap-anywhere" dir="auto">
            {review.sections[key] || 'Nothing written.'}
          </p>
        </section>
      ))}
      <section>
        <h2 className="font-semibold">Contributing factors</h2>
        {review.factors.length === 0 && <p>None named.</p>}
        <ul className="list-disc pl-5">
          {review.factors.map(({ kind, text }) => (
            <li key={`${kind}:${text}`}>
              {factorWords[kind]}: <bdi>{text}</bdi>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2 className="font-semibold">Corrective actions</h2>
        {actions.length === 0 && <p>None.</p>}
        <ul className="list-disc pl-5">
          {actions.map((action) => (
            <li key={action.actionId}>
              <bdi>{action.title}</bdi>: {actionLook(action).word}, {action.owner?.name ?? 'nobody’s yet'}
              {action.dueOn !== null && `, due ${action.dueOn}`}
              {action.cannotSay !== null && `. ${action.cannotSay}`}
            </li>
          ))}
        </ul>
      </section>
    </article>
  )
}

const figures = [
  ['impactMinutes', 'minutes with impact'],
  ['sessions', 'calls'],
  ['participants', 'people'],
  ['painMinutes', 'minutes of pain'],
  ['joinFailures', 'failed joins'],
] as const

function Impact({ review: { impact }, zone }: Pick<Sheet, 'review' | 'zone'>) {
  const say = sayMoment(zone)
  return (
    <section>
      <h2 className="font-semibold">Impact</h2>
      {impact === null ? (
        <p>Not counted.</p>
      ) : (
        <>
          <p>
            From {say(impact.from)} to {say(impact.to)}.
          </p>
          <ul className="list-disc pl-5">
            {figures.map(([key, word], i) => (
              <li key={key}>
                {formatCount(Math.round(impact[key]))} {word}
                <sup>{i + 1}</sup>
              </li>
            ))}
          </ul>
          <ol className="mt-2 list-decimal pl-5 text-xs">
            {figures.map(([key]) => (
              <li key={key}>{impactDefinitions[key]}</li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}
