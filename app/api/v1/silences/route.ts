import {
  newSilenceSchema,
  silencesSchema,
  silenceViewSchema,
  suppressionQuerySchema,
} from '#lib/alerting/suppression/contract.ts'
import { createSilence } from '#lib/alerting/suppression/create-silence.server.ts'
import { readSilences } from '#lib/alerting/suppression/read-silences.server.ts'
import { route } from '../../door.ts'

export const GET = route(
  'GET /api/v1/silences',
  { query: suppressionQuerySchema, respond: silencesSchema },
  ({ member, query, now }) => readSilences(member.scope, query.customer ?? null, now),
)

export const POST = route(
  'POST /api/v1/silences',
  { body: newSilenceSchema, respond: silenceViewSchema, status: 201 },
  ({ member, body, now }) => createSilence(member, body, now),
)
