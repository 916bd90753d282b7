import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogueDocument } from '#lib/diagnosis/catalogue-document.ts'
import { putBetween } from './put-between.ts'

/** Puts the catalogue into docs/diagnosis.md. */
const path = join(import.meta.dirname, '../docs/diagnosis.md')
writeFileSync(path, putBetween(readFileSync(path, 'utf8'), 'catalogue', catalogueDocument()))
