import { changedIncidentNoteSchema, incidentNoteSchema } from '#lib/incidents/words/contract.ts'
import { deleteNote, editNote } from '#lib/incidents/words/notes.server.ts'
import { idParams, route } from '../../../door.ts'

export const PUT = route(
  'PUT /api/v1/incident-notes/[noteId]',
  { params: idParams('noteId'), body: changedIncidentNoteSchema, respond: incidentNoteSchema },
  ({ member, params, body, now }) => editNote(member, params.noteId, body, now),
)

export const DELETE = route(
  'DELETE /api/v1/incident-notes/[noteId]',
  { params: idParams('noteId'), respond: incidentNoteSchema },
  ({ member, params, now }) => deleteNote(member, params.noteId, now),
)
