import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openApiDocument } from './openapi-document.ts'

const text = `${JSON.stringify(await openApiDocument(), null, 1)}\n`
writeFileSync(join(import.meta.dirname, '../docs/openapi.json'), text)
