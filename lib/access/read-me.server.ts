import { inScope } from '#lib/db/transaction.server.ts'
import type { Me } from './contract.ts'
import { namesOf } from './customers/store.server.ts'
import type { Member } from './member.ts'

/** Who is signed in here, and the customers they may see. */
export async function readMe(member: Member): Promise<Me> {
  const customers = await inScope(member.scope, (tx) => namesOf(tx, member.scope.customerIds))
  const { id, email, name, role, signInId } = member
  return { id, email, name, role, signInId, customers }
}
