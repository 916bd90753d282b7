import { v7 as uuidv7 } from 'uuid'
import { recordActivity } from '#lib/activity/record.server.ts'
import { inScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { CustomerList, NewApp, NewCustomer } from '../contract.ts'
import type { TenantScope } from '../member.ts'
import type { Actor } from '../members.server.ts'
import { insertApp, insertCustomer, readCustomers } from './store.server.ts'

/** The customers in scope with their apps and keys; never a key itself, only how it begins. */
export async function listCustomers(scope: TenantScope): Promise<CustomerList> {
  return { customers: await inScope(scope, (tx) => readCustomers(tx, scope)) }
}

/** Adds a customer: a new tenant of its own. */
export async function addCustomer(actor: Actor, customer: NewCustomer, now: Date): Promise<{ id: string }> {
  const id = uuidv7()
  await inScope({ customerIds: [id] }, async (tx) => {
    if (!(await insertCustomer(tx, id, customer)))
      throw new Refused('conflict', 'A customer has this short name already.')
    await recordActivity(tx, {
      customerId: id,
      at: now,
      actorId: actor.id,
      actorName: actor.name,
      kind: 'customer.added',
      subjectType: 'customer',
      subjectId: id,
      data: { name: customer.name, slug: customer.slug },
    })
  })
  return { id }
}

/** Adds an app to a customer in scope. */
export async function addApp(
  actor: Actor,
  customerId: string,
  app: NewApp,
  now: Date,
): Promise<{ id: string }> {
  const id = uuidv7()
  await inScope({ customerIds: [customerId] }, async (tx) => {
    if (!(await insertApp(tx, customerId, id, app)))
      throw new Refused('conflict', 'This customer has an app of this short name already.')
    await recordActivity(tx, {
      customerId,
      at: now,
      actorId: actor.id,
      actorName: actor.name,
      kind: 'app.added',
      subjectType: 'app',
      subjectId: id,
      data: { name: app.name, slug: app.slug },
    })
  })
  return { id }
}
