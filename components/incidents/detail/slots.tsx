'use client'

import { IncidentActions } from '#components/learning/incident-actions.tsx'
import { ReviewTab } from '#components/learning/review-tab.tsx'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'

/** Where the words of an incident stand: notes of staff, and what the customer is told. */
export function NotesSlot(_props: { detail: IncidentDetail; wantsNote: number }) {
  return null
}
export function PublishSlot(_props: { detail: IncidentDetail }) {
  return null
}

/** Where learning stands: the review, and what is done so that it does not come back. */
export function ReviewSlot({ detail }: { detail: IncidentDetail }) {
  return <ReviewTab incident={detail.incident} />
}
export function ActionsSlot({ detail }: { detail: IncidentDetail }) {
  return <IncidentActions incident={detail.incident} />
}
