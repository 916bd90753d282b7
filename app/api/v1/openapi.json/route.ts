import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { route } from '../../door.ts'

/** The whole description, as `scripts/write-openapi.ts` wrote it; a test keeps it current. */
const documentSchema = z.record(z.string(), z.unknown())

export const GET = route('GET /api/v1/openapi.json', { respond: documentSchema }, async () =>
  documentSchema.parse(JSON.parse(await readFile(join(process.cwd(), 'docs/openapi.json'), 'utf8'))),
)
