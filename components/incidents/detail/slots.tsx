'use client'

import { IncidentActions } from '#components/learning/incident-actions.tsx'
import { ReviewTab } from '#components/learning/review-tab.tsx'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { IncidentNotes } from '../notes/incident-notes.tsx'
import { PublishCard } from '../updates/publish-card.tsx'

/** Where the words of an incident stand: notes of staff, and what the customer is told. */
export function NotesSlot({ detail, wantsNote }: { detail: IncidentDetail; wantsNote: number }) {
  return <IncidentNotes detail={detail} wanted={wantsNote} />
}
export function PublishSlot({ detail }: { detail: IncidentDetail }) {
  return <PublishCard detail={detail} />
}

/** Where learning stands: the review, and what is done so that it does not come back. */
export function ReviewSlot({ detail }: { detail: IncidentDetail }) {
  return <ReviewTab incident={detail.incident} />
}
export function ActionsSlot({ detail }: { detail: IncidentDetail }) {
  return <IncidentActions incident={detail.incident} />
}
