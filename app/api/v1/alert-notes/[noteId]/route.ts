import { alertNoteSchema, changedAlertNoteSchema } from '#lib/alerting/alerts/contract.ts'
import { deleteNote, editNote } from '#lib/alerting/alerts/notes.server.ts'
import { idParams, route } from '../../../door.ts'

export const PUT = route(
  'PUT /api/v1/alert-notes/[noteId]',
  { params: idParams('noteId'), body: changedAlertNoteSchema, respond: alertNoteSchema },
  ({ member, params, body, now }) => editNote(member, params.noteId, body, now),
)

export const DELETE = route(
  'DELETE /api/v1/alert-notes/[noteId]',
  { params: idParams('noteId'), respond: alertNoteSchema },
  ({ member, params, now }) => deleteNote(member, params.noteId, now),
)
