import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pendingSchemaChanges } from '../lib/db/migrate.server.ts'
import { openDatabase } from '../lib/db/open-database.server.ts'
import { runScript } from './run-script.ts'

/**
 * `npm run db:migration -- <name>`: writes the SQL that leads from the migrations to prisma/schema.prisma.
 *
 * What Prisma cannot say is added by hand to that file before it is committed: for a new table with customer_id
 * `SELECT earshot_protect('…')` and its grants (a test fails until both stand), PARTITION BY, partial unique
 * indexes, functions. The diff neither sees nor undoes those. CREATE INDEX CONCURRENTLY goes alone into a file of
 * its own, since every other file runs as one transaction.
 */
await runScript(async () => {
  const name = process.argv[2] ?? ''
  if (!/^[a-z][a-z0-9_]{2,60}$/.test(name))
    throw new Error('Usage: npm run db:migration -- <name>, of lower-case letters, digits and _')
  const database = await openDatabase({ attach: true })
  try {
    const sql = await pendingSchemaChanges(database.url)
    if (sql === '') return console.log('The migrations already lead to the schema: nothing to write.')
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
    const folder = join(import.meta.dirname, '../prisma/migrations', `${stamp}_${name}`)
    mkdirSync(folder)
    writeFileSync(join(folder, 'migration.sql'), sql)
    console.log(
      `Wrote prisma/migrations/${stamp}_${name}/migration.sql. Read it, finish it by hand, then: npm run db:migrate`,
    )
  } finally {
    await database.stop()
  }
})
