'use client'

import { Card } from '#components/incidents/card.tsx'
import { ConfirmButton } from '#components/notifications/shared/confirm-button.tsx'
import { NotStored } from '#components/settings/page-parts.tsx'
import { Ago } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ReviewView } from '#lib/incidents/learning/contract.ts'
import { useMoveReview } from './use-learning.ts'

type Props = { review: ReviewView; mayWrite: boolean; waits: boolean; text: string }

/** The one part of a review that a customer may come to read. */
export function ShareCard({ review, mayWrite, waits, text }: Props) {
  const move = useMoveReview(review.incidentId)
  const { version, customerName, sharedAt } = review
  return (
    <Card title={`What ${customerName} reads`}>
      <p className="mb-2 whitespace-pre-wrap wrap-anywhere text-text-2" dir="auto">
        {sharedAt === null ? 'Nothing of this review.' : review.publicText}
      </p>
      {sharedAt !== null && (
        <p className="mb-2 text-xs text-text-3">
          shared <Ago at={sharedAt} />
        </p>
      )}
      {mayWrite && (
        <div className="flex flex-wrap gap-2">
          <ConfirmButton
            confirm="Share"
            disabled={waits || text.trim() === '' || move.isPending}
            label={sharedAt === null ? 'Share the summary' : 'Share it as it is now'}
            onConfirm={() => move.mutate({ version, share: text })}
            title={`${customerName} will read this`}
          >
            <p className="whitespace-pre-wrap wrap-anywhere">{text}</p>
          </ConfirmButton>
          {sharedAt !== null && (
            <Button disabled={move.isPending} onClick={() => move.mutate({ version, share: null })}>
              Take it back
            </Button>
          )}
        </div>
      )}
      <NotStored problem={move.error} />
    </Card>
  )
}
