'use client'

import Link from 'next/link'
import { Card } from '#components/incidents/card.tsx'
import { inputClass } from '#components/settings/field.tsx'
import { LoadFailed, NotStored, RowsSkeleton } from '#components/settings/page-parts.tsx'
import { AbsoluteTime, Ago } from '#components/time/time.tsx'
import { Button, buttonClass } from '#components/ui/button.tsx'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import { type ReviewView, reviewSections, reviewStatuses } from '#lib/incidents/learning/contract.ts'
import { sectionWords } from '#lib/incidents/learning/prompts.ts'
import { FactorsEditor } from './factors-editor.tsx'
import { reviewStatusWords } from './learning-words.ts'
import { ReviewImpact } from './review-impact.tsx'
import { ReviewTasks } from './review-tasks.tsx'
import { ShareCard } from './share-card.tsx'
import { useAutosave } from './use-autosave.ts'
import { useMoveReview, useReview } from './use-learning.ts'

type Props = { incident: Pick<IncidentView, 'incidentId'> }

/** What is learned of an incident: what happened and how, what helped it along, what is left to do. */
export function ReviewTab({ incident: { incidentId } }: Props) {
  const { data, isError, error, refetch } = useReview(incidentId)
  if (data) return <Review mayWrite={data.mayWrite} review={data} />
  return isError ? <LoadFailed onAgain={() => void refetch()} problem={error} /> : <RowsSkeleton rows={5} />
}

function Review({ review, mayWrite }: { review: ReviewView; mayWrite: boolean }) {
  const draft = useAutosave(review)
  const { words, change } = draft
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(300px,2fr)]">
      <div className="flex min-w-0 flex-col gap-3">
        <SaveState draft={draft} review={review} />
        {reviewSections.map((key) => (
          <Card key={key} title={sectionWords[key].title}>
            <label className="flex flex-col gap-1">
              <span className="text-xs text-text-2">{sectionWords[key].prompt}</span>
              <textarea
                className={`${inputClass} field-sizing-content h-auto min-h-20 w-full py-1.5`}
                dir="auto"
                maxLength={20_000}
                onChange={(event) =>
                  change({ sections: { ...words.sections, [key]: event.currentTarget.value } })
                }
                readOnly={!mayWrite}
                value={words.sections[key]}
              />
            </label>
            {review.hints
              .filter(({ section }) => section === key)
              .map(({ text }) => (
                <p className="mt-1 text-xs text-text-2" key={text} role="note">
                  <span aria-hidden="true">ⓘ</span> {text}
                </p>
              ))}
          </Card>
        ))}
        <FactorsEditor
          factors={words.factors}
          mayWrite={mayWrite}
          onChange={(factors) => change({ factors })}
        />
      </div>
      <div className="flex min-w-0 flex-col gap-3">
        <StatusCard mayWrite={mayWrite} review={review} waits={draft.dirty} />
        <ReviewTasks mayWrite={mayWrite} review={review} waits={draft.dirty} />
        <ReviewImpact impact={review.impact} />
        <ShareCard
          mayWrite={mayWrite}
          review={review}
          text={words.sections.customerSummary}
          waits={draft.dirty}
        />
      </div>
    </div>
  )
}

function SaveState({ draft, review }: { draft: ReturnType<typeof useAutosave>; review: ReviewView }) {
  if (draft.conflict)
    return (
      <div
        className="flex flex-wrap items-center gap-2 rounded-md border border-border-strong bg-raised px-3 py-2 text-ui"
        role="alert"
      >
        <p className="min-w-0 flex-1">
          <span aria-hidden="true">▲</span> {draft.problem?.message}
        </p>
        <Button onClick={draft.again}>Keep mine</Button>
        <Button onClick={draft.takeTheirs}>Take theirs</Button>
      </div>
    )
  return (
    <div className="flex min-h-6 flex-wrap items-center gap-3 text-xs text-text-2" role="status">
      {draft.problem ? (
        <NotStored problem={draft.problem} />
      ) : draft.saving || draft.dirty ? (
        'Storing what you wrote …'
      ) : review.updatedAt === null || review.updatedName === 'Earshot' ? (
        'A draft made from the incident. It is stored with the first word you change.'
      ) : (
        <span>
          Stored, last by {review.updatedName} <Ago at={review.updatedAt} />
        </span>
      )}
    </div>
  )
}

type PartProps = { review: ReviewView; mayWrite: boolean; waits: boolean }
function StatusCard({ review, mayWrite, waits }: PartProps) {
  const move = useMoveReview(review.incidentId)
  const { incidentId, reference, version, dueAt } = review
  const file = `/api/v1/incidents/${incidentId}/review/export`
  return (
    <Card title="Review">
      <div className="flex flex-col gap-2">
        <label className="flex items-center gap-2">
          Status
          <select
            className={inputClass}
            disabled={!mayWrite || waits || move.isPending}
            onChange={(event) => {
              const { value } = event.currentTarget
              const status = reviewStatuses.find((one) => one === value)
              if (status) move.mutate({ version, status })
            }}
            value={review.status}
          >
            {reviewStatuses.map((one) => (
              <option key={one} value={one}>
                {reviewStatusWords[one]}
              </option>
            ))}
          </select>
        </label>
        <NotStored problem={move.error} />
        <p className="text-text-2">
          {dueAt === null ? (
            'No day by which it is due.'
          ) : (
            <>
              {review.overdue && <strong className="font-medium">◆ Overdue: </strong>}
              due before <AbsoluteTime at={dueAt} show="short" />
            </>
          )}
        </p>
        <div className="flex flex-wrap gap-2">
          <a className={buttonClass('quiet')} download href={`${file}?format=markdown`}>
            Markdown
          </a>
          <a className={buttonClass('quiet')} download href={`${file}?format=json`}>
            JSON
          </a>
          <Link
            className={buttonClass('quiet')}
            href={`/incidents/${encodeURIComponent(reference)}/review/print`}
          >
            Print or PDF
          </Link>
        </div>
      </div>
    </Card>
  )
}
