import { newNoteSchema, noteSchema, sessionNotesSchema } from '#lib/sessions/annotations/contract.ts'
import { addNote, readNotes } from '#lib/sessions/annotations/notes.server.ts'
import { found, idParams, route } from '../../../../door.ts'

export const GET = route(
  'GET /api/v1/sessions/[sessionId]/notes',
  { params: idParams('sessionId'), respond: sessionNotesSchema },
  async ({ member, params }) => found(await readNotes(member.scope, params.sessionId)),
)

export const POST = route(
  'POST /api/v1/sessions/[sessionId]/notes',
  { params: idParams('sessionId'), body: newNoteSchema, respond: noteSchema, status: 201 },
  ({ member, params, body, now }) => addNote(member, params.sessionId, body, now),
)
