import type { PoolClient } from 'pg'
import type { OutboxRow } from '../outbox/contract.ts'
import { invitations, newPasswords } from './access-mails.server.ts'
import { actionReminders } from './learning-mails.server.ts'
import { mentions } from './mentions.server.ts'
import type { Composed, MailSource } from './source.server.ts'
import { confirmations, endings, updates } from './subscriber-mails.server.ts'

/** Everything that is told from rows. A new one is one line here. */
export const mailSources: readonly MailSource[] = [
  invitations,
  newPasswords,
  confirmations,
  updates,
  endings,
  mentions,
  actionReminders,
]

export async function composeMail(client: PoolClient, row: OutboxRow, now: Date): Promise<Composed> {
  const source = mailSources.find(({ key }) => key === row.transition)
  if (!source?.compose) return { to: 'nobody', why: 'nobody knows what this mail says' }
  return source.compose(client, row, now)
}
