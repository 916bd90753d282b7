import { migrate } from '../lib/db/migrate.server.ts'
import { openDatabase } from '../lib/db/open-database.server.ts'
import { runScript } from './run-script.ts'

/** `npm run db:migrate`: brings DATABASE_URL, or the embedded Postgres, to the newest migration. */
await runScript(async () => {
  const database = await openDatabase({ attach: true })
  try {
    const applied = await migrate(database.url)
    console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`)
  } finally {
    await database.stop()
  }
})
