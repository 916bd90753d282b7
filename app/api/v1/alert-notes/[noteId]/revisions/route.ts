import { alertNoteRevisionsSchema } from '#lib/alerting/alerts/contract.ts'
import { readRevisions } from '#lib/alerting/alerts/read-revisions.server.ts'
import { found, idParams, route } from '../../../../door.ts'

export const GET = route(
  'GET /api/v1/alert-notes/[noteId]/revisions',
  { params: idParams('noteId'), respond: alertNoteRevisionsSchema },
  async ({ member, params }) => found(await readRevisions(member.scope, params.noteId)),
)
