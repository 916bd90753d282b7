import { reviewSchema, savedReviewSchema } from '#lib/incidents/learning/contract.ts'
import { readReview, writeReview } from '#lib/incidents/learning/review.server.ts'
import { found, route } from '../../../../door.ts'
import { incidentParams } from '../../../../incident-params.ts'

export const GET = route(
  'GET /api/v1/incidents/[incidentId]/review',
  { params: incidentParams, respond: reviewSchema },
  async ({ member, params, now }) => found(await readReview(member, params.incidentId, now)),
)

export const PUT = route(
  'PUT /api/v1/incidents/[incidentId]/review',
  { params: incidentParams, body: savedReviewSchema, respond: reviewSchema },
  ({ member, params, body, now }) => writeReview(member, params.incidentId, body, now),
)
