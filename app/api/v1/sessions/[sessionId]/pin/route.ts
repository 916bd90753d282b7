import { pinAskedSchema, pinSchema } from '#lib/sessions/annotations/contract.ts'
import { pinSession, unpinSession } from '#lib/sessions/annotations/pin.server.ts'
import { idParams, route } from '../../../../door.ts'

export const PUT = route(
  'PUT /api/v1/sessions/[sessionId]/pin',
  { params: idParams('sessionId'), body: pinAskedSchema, respond: pinSchema },
  ({ member, params, body, now }) => pinSession(member, params.sessionId, body, now),
)

export const DELETE = route(
  'DELETE /api/v1/sessions/[sessionId]/pin',
  { params: idParams('sessionId'), respond: pinSchema },
  ({ member, params, now }) => unpinSession(member, params.sessionId, now),
)
