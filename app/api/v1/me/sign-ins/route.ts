import { signInsSchema } from '#lib/access/contract.ts'
import { listOwnSignIns } from '#lib/access/own-sign-ins.server.ts'
import { route } from '../../../door.ts'

export const GET = route('GET /api/v1/me/sign-ins', { respond: signInsSchema }, ({ member, now }) =>
  listOwnSignIns(member, now),
)
