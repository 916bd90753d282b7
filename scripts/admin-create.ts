import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { newMemberSchema } from '../lib/access/contract.ts'
import { addMember } from '../lib/access/members.server.ts'
import { migrate } from '../lib/db/migrate.server.ts'
import { openDatabase } from '../lib/db/open-database.server.ts'
import { closePools } from '../lib/db/pools.server.ts'
import { runScript } from './run-script.ts'

const usage = 'Usage: npm run admin:create -- --email ada@example.com --name "Ada Lovelace"'

/** `npm run admin:create`: an administrator, with the password from EARSHOT_ADMIN_PASSWORD or typed unseen. */
await runScript(async () => {
  const { values } = parseArgs({ options: { email: { type: 'string' }, name: { type: 'string' } } })
  if (!values.email) throw new Error(usage)
  const password =
    process.env.EARSHOT_ADMIN_PASSWORD || (await askUnseen('Password (12 characters or more): '))
  const asked = {
    email: values.email,
    name: values.name ?? values.email,
    role: 'admin',
    customerIds: [],
    password,
  }
  const parsed = newMemberSchema.safeParse(asked)
  if (!parsed.success)
    throw new Error(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    )
  // The two stand for the first admin at start; here they are one answer to this prompt.
  delete process.env.EARSHOT_ADMIN_PASSWORD
  delete process.env.EARSHOT_ADMIN_EMAIL
  const database = await openDatabase({ attach: true })
  try {
    await migrate(database.url)
    await addMember({ id: null, name: 'npm run admin:create' }, parsed.data, new Date())
    console.log(`${parsed.data.email} can sign in now.`)
  } finally {
    await closePools()
    await database.stop()
  }
})

async function askUnseen(question: string): Promise<string> {
  process.stdout.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const prompt = createInterface({ input: process.stdin, output: nowhere, terminal: process.stdin.isTTY })
  try {
    return await prompt.question('')
  } finally {
    prompt.close()
    process.stdout.write('\n')
  }
}
