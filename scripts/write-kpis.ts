import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { kpiDocument } from '#lib/sessions/breakdown/kpi-document.ts'

writeFileSync(join(import.meta.dirname, '../docs/kpis.md'), kpiDocument())
