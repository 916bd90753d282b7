import { reviewSchema, reviewTaskChangeSchema } from '#lib/incidents/learning/contract.ts'
import { finishTask } from '#lib/incidents/learning/review.server.ts'
import { route } from '../../../../../../door.ts'
import { reviewTaskParams } from '../../../../../../incident-params.ts'

export const PUT = route(
  'PUT /api/v1/incidents/[incidentId]/review/tasks/[task]',
  { params: reviewTaskParams, body: reviewTaskChangeSchema, respond: reviewSchema },
  ({ member, params: { incidentId, task }, body, now }) => finishTask(member, incidentId, task, body, now),
)
