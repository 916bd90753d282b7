import { z } from 'zod'
import { importSchema } from '#lib/sessions/imports/contract.ts'
import { takeImport } from '#lib/sessions/imports/take-import.server.ts'
import { route } from '../../door.ts'

/** `import` is the sender's own id for it, so that it can ask how far it is while it still sends. */
const query = z.strictObject({
  app: z.uuid(),
  file: z.string().max(300).optional(),
  import: z.uuid().optional(),
})

export const POST = route(
  'POST /api/v1/imports',
  { query, upload: true, respond: importSchema, status: 201 },
  ({ member, query, request }) => {
    const length = Number(request.headers.get('content-length'))
    return takeImport(
      member,
      {
        importId: query.import?.toLowerCase() ?? crypto.randomUUID(),
        appId: query.app.toLowerCase(),
        fileName: query.file ?? '',
        totalBytes: Number.isInteger(length) && length > 0 ? length : null,
      },
      request.body ?? new Blob().stream(),
      () => new Date(),
    )
  },
)
