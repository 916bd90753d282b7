import { alertNoteSchema, newAlertNoteSchema } from '#lib/alerting/alerts/contract.ts'
import { addNote } from '#lib/alerting/alerts/notes.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/alerts/[alertId]/notes',
  { params: idParams('alertId'), body: newAlertNoteSchema, respond: alertNoteSchema, status: 201 },
  ({ member, params, body, now }) => addNote(member, params.alertId, body, now),
)
