import { meSchema } from '#lib/access/contract.ts'
import { readMe } from '#lib/access/read-me.server.ts'
import { route } from '../../door.ts'

export const GET = route('GET /api/v1/me', { respond: meSchema }, ({ member }) => readMe(member))
