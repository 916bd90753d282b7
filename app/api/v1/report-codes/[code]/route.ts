import { z } from 'zod'
import { reportCodeReplySchema, reportCodeSchema } from '#lib/sessions/annotations/contract.ts'
import { openReportCode } from '#lib/sessions/report-codes/report-codes.server.ts'
import { found, route } from '../../../door.ts'

export const GET = route(
  'GET /api/v1/report-codes/[code]',
  { params: z.strictObject({ code: reportCodeSchema }), respond: reportCodeReplySchema },
  async ({ member, params, now }) => found(await openReportCode(member.scope, params.code, now.getTime())),
)
