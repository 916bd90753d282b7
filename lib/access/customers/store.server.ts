import type { Tx } from '#lib/db/transaction.server.ts'
import type { CustomerList, NewApp, NewCustomer, NewKey } from '../contract.ts'
import type { TenantScope } from '../member.ts'

/** Every query about customers, their apps and ingest keys that people make. */

export async function namesOf(
  tx: Tx,
  customerIds: readonly string[],
): Promise<{ id: string; name: string }[]> {
  return tx.customer.findMany({
    where: { id: { in: [...customerIds] } },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
}

export async function readCustomers(tx: Tx, scope: TenantScope): Promise<CustomerList['customers']> {
  const within = { customerId: { in: [...scope.customerIds] } }
  const customers = await tx.customer.findMany({
    where: { id: within.customerId },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  const apps = await tx.app.findMany({ where: within, orderBy: [{ name: 'asc' }, { id: 'asc' }] })
  const keys = await tx.appKey.findMany({ where: within, orderBy: { id: 'asc' }, omit: { hash: true } })
  const keysOf = Map.groupBy(keys, ({ appId }) => appId)
  const appsOf = Map.groupBy(apps, ({ customerId }) => customerId)
  return customers.map(({ id, name, slug, timeZone }) => ({
    id,
    name,
    slug,
    timeZone,
    apps: (appsOf.get(id) ?? []).map((app) => ({
      id: app.id,
      name: app.name,
      slug: app.slug,
      keys: (keysOf.get(app.id) ?? []).map(({ createdAt, disabledAt, lastUsedAt, ...key }) => ({
        ...key,
        createdAt: createdAt.getTime(),
        disabledAt: disabledAt?.getTime() ?? null,
        lastUsedAt: lastUsedAt?.getTime() ?? null,
      })),
    })),
  }))
}

/** False when the slug is taken. */
export async function insertCustomer(tx: Tx, id: string, customer: NewCustomer): Promise<boolean> {
  const made = await tx.customer.createMany({ data: [{ id, ...customer }], skipDuplicates: true })
  return made.count === 1
}

/** False when the customer has an app of this slug. */
export async function insertApp(tx: Tx, customerId: string, id: string, app: NewApp): Promise<boolean> {
  const made = await tx.app.createMany({ data: [{ customerId, id, ...app }], skipDuplicates: true })
  return made.count === 1
}

export function findApp(tx: Tx, scope: TenantScope, appId: string) {
  return tx.app.findFirst({
    where: { id: appId, customerId: { in: [...scope.customerIds] } },
    select: { id: true, customerId: true },
  })
}

export type KeyRow = NewKey & {
  id: string
  customerId: string
  appId: string
  hash: Uint8Array<ArrayBuffer>
  hint: string
}

export async function insertKey(tx: Tx, key: KeyRow): Promise<void> {
  await tx.appKey.createMany({ data: [key] })
}

/** The key of this id within the scope. */
export function findKey(tx: Tx, scope: TenantScope, keyId: string) {
  return tx.appKey.findFirst({
    where: { id: keyId, customerId: { in: [...scope.customerIds] } },
    select: { id: true, customerId: true, appId: true, hint: true },
  })
}

/** True when this changed something. */
export async function disableKeyRow(tx: Tx, customerId: string, keyId: string, at: Date): Promise<boolean> {
  const changed = await tx.appKey.updateMany({
    where: { customerId, id: keyId, disabledAt: null },
    data: { disabledAt: at },
  })
  return changed.count === 1
}
