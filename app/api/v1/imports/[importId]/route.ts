import { importSchema } from '#lib/sessions/imports/contract.ts'
import { readImport } from '#lib/sessions/imports/take-import.server.ts'
import { found, idParams, route } from '../../../door.ts'

export const GET = route(
  'GET /api/v1/imports/[importId]',
  { params: idParams('importId'), respond: importSchema },
  async ({ member, params, now }) => found(await readImport(member.scope, params.importId, now)),
)
