import { reviewSchema, reviewStatusSchema } from '#lib/incidents/learning/contract.ts'
import { moveReview } from '#lib/incidents/learning/review.server.ts'
import { route } from '../../../../../door.ts'
import { incidentParams } from '../../../../../incident-params.ts'

export const POST = route(
  'POST /api/v1/incidents/[incidentId]/review/status',
  { params: incidentParams, body: reviewStatusSchema, respond: reviewSchema },
  ({ member, params, body, now }) => moveReview(member, params.incidentId, body, now),
)
