import { z } from 'zod'
import { exportFormats, exportSession } from '#lib/sessions/export/export-session.server.ts'
import { found, idParams, route } from '../../../../door.ts'
import { Download, downloadSchema } from '../../../../download.ts'

export const GET = route(
  'GET /api/v1/sessions/[sessionId]/export',
  {
    params: idParams('sessionId'),
    query: z.strictObject({ format: z.enum(exportFormats).default('json') }),
    respond: downloadSchema,
  },
  async ({ member, params, query, now }) => {
    const made = found(await exportSession(member.scope, params.sessionId, query.format, now.getTime()))
    return new Download(made.chunks, made.contentType, made.fileName)
  },
)
