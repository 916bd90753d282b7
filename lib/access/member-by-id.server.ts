import { inAccess } from '#lib/db/transaction.server.ts'
import type { Member } from './member.ts'
import { readAccount, scopeForRole } from './store.server.ts'

/**
 * A member who acts without a sign-in of our own: by a signed click in Slack or a signed link in a mail. Role and scope
 * are what they are now. Null: gone or disabled.
 */
export function memberById(memberId: string): Promise<Member | null> {
  return inAccess(async (tx) => {
    const account = await readAccount(tx, memberId)
    if (!account || account.disabledAt !== null) return null
    const { id, email, name, role } = account
    return { id, email, name, role, signInId: '', scope: await scopeForRole(tx, id, role) }
  }, memberId)
}
