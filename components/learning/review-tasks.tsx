'use client'

import { Card } from '#components/incidents/card.tsx'
import { inputClass } from '#components/settings/field.tsx'
import { NotStored } from '#components/settings/page-parts.tsx'
import { Ago } from '#components/time/time.tsx'
import { type ReviewView, reviewTaskStatuses } from '#lib/incidents/learning/contract.ts'
import { useFinishTask } from './use-learning.ts'

type Props = { review: ReviewView; mayWrite: boolean; waits: boolean }
const words = { open: 'Open', done: 'Done', skipped: 'Not needed' } as const

/** What is left to do after an incident; the last of them closes it. */
export function ReviewTasks({ review, mayWrite, waits }: Props) {
  const finish = useFinishTask(review.incidentId)
  return (
    <Card title="After the incident">
      <ol className="flex flex-col gap-2">
        {review.tasks.map(({ key, title, status, finishedAt, finishedName }) => (
          <li className="flex flex-wrap items-center gap-x-3 gap-y-1" key={key}>
            <label className="flex min-w-0 flex-1 items-center justify-between gap-3">
              <span className={status === 'open' ? undefined : 'text-text-2'}>{title}</span>
              <select
                className={inputClass}
                disabled={!mayWrite || waits || finish.isPending}
                onChange={(event) => {
                  const { value } = event.currentTarget
                  const next = reviewTaskStatuses.find((one) => one === value)
                  if (next) finish.mutate({ key, status: next, version: review.version })
                }}
                value={status}
              >
                {reviewTaskStatuses.map((one) => (
                  <option key={one} value={one}>
                    {words[one]}
                  </option>
                ))}
              </select>
            </label>
            {finishedAt !== null && (
              <span className="w-full text-xs text-text-3">
                {finishedName} <Ago at={finishedAt} />
              </span>
            )}
          </li>
        ))}
      </ol>
      <p className="mt-2 text-xs text-text-3">
        The first one takes the incident to learning, the last one closes it.
      </p>
      <NotStored problem={finish.error} />
    </Card>
  )
}
