import {
  incidentNoteSchema,
  incidentNotesSchema,
  newIncidentNoteSchema,
} from '#lib/incidents/words/contract.ts'
import { addNote, readNotes } from '#lib/incidents/words/notes.server.ts'
import { route } from '../../../../door.ts'
import { incidentParams } from '../../../../incident-params.ts'

export const GET = route(
  'GET /api/v1/incidents/[incidentId]/notes',
  { params: incidentParams, respond: incidentNotesSchema },
  ({ member, params, now }) => readNotes(member, params.incidentId, now),
)

export const POST = route(
  'POST /api/v1/incidents/[incidentId]/notes',
  { params: incidentParams, body: newIncidentNoteSchema, respond: incidentNoteSchema, status: 201 },
  ({ member, params, body, now }) => addNote(member, params.incidentId, body, now),
)
