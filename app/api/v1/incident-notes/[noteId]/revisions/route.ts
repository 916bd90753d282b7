import { wordRevisionsSchema } from '#lib/incidents/words/contract.ts'
import { readNoteRevisions } from '#lib/incidents/words/notes.server.ts'
import { idParams, route } from '../../../../door.ts'

export const GET = route(
  'GET /api/v1/incident-notes/[noteId]/revisions',
  { params: idParams('noteId'), respond: wordRevisionsSchema },
  ({ member, params, now }) => readNoteRevisions(member, params.noteId, now),
)
