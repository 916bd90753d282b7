import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { recordActivity } from '#lib/activity/record.server.ts'
import { closePools } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { inScope } from '#lib/db/transaction.server.ts'
import type { Member, Role } from '../member.ts'
import { memberById } from '../member-by-id.server.ts'
import type { AuditFilter } from './contract.ts'
import { allAudit, readAudit } from './read-audit.server.ts'

afterAll(closePools)

async function acting(role: Role, customers: { id: string }[] = []): Promise<Member> {
  const member = await memberById((await makeMember({ role, customers })).id)
  if (!member) throw new Error('just made')
  return member
}

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute))

async function happen(
  customer: TestCustomer | null,
  given: { minute: number; kind?: string; who?: string; data?: object },
) {
  await inScope(customer?.scope ?? { customerIds: [] }, (tx) =>
    recordActivity(tx, {
      ...{
        customerId: customer?.id ?? null,
        at: at(given.minute),
        actorId: null,
        actorName: given.who ?? 'Mara',
      },
      ...{ kind: given.kind ?? 'rule.changed', subjectType: 'rule', subjectId: 'r-1' },
      data: { ...given.data },
    }),
  )
}

const minutes = async (member: Member, filter: AuditFilter) =>
  (await readAudit(member, { ...filter, limit: 100 })).entries.map(
    (entry) => (entry.at - at(0).getTime()) / 60_000,
  )

describe('the trail', () => {
  test('is found by customer, kind, period and words, newest first', async () => {
    const customer = await makeCustomer()
    const manager = await acting('manager', [customer])
    await happen(customer, { minute: 1, kind: 'member.added', who: 'Olga' })
    await happen(customer, { minute: 2, kind: 'member.disabled' })
    await happen(customer, { minute: 3, data: { name: '100%_done' } })
    expect(await minutes(manager, {})).toEqual([3, 2, 1])
    expect(await minutes(manager, { customer: customer.id })).toEqual([3, 2, 1])
    expect(await minutes(manager, { kind: 'member' })).toEqual([2, 1])
    expect(await minutes(manager, { kind: 'member.added' })).toEqual([1])
    expect(await minutes(manager, { from: at(2).getTime(), to: at(3).getTime() })).toEqual([2])
    expect(await minutes(manager, { text: 'olga' })).toEqual([1])
    expect(await minutes(manager, { text: '%_' })).toEqual([3])
    expect(await minutes(manager, { text: 'nothing like it' })).toEqual([])
  })

  test('is found by who did it', async () => {
    const customer = await makeCustomer()
    const manager = await acting('manager', [customer])
    await inScope(customer.scope, (tx) =>
      recordActivity(tx, {
        ...{
          customerId: customer.id,
          at: at(7),
          actorId: manager.id,
          actorName: 'x',
          kind: 'x',
          subjectType: 'x',
        },
      }),
    )
    await happen(customer, { minute: 8 })
    expect(await minutes(manager, { person: manager.id })).toEqual([7])
    expect(await minutes(manager, { person: randomUUID() })).toEqual([])
  })

  test('of other customers is not there for a manager, whatever is asked', async () => {
    const [ours, theirs] = [await makeCustomer(), await makeCustomer()]
    const manager = await acting('manager', [ours])
    await happen(theirs, { minute: 1, who: 'Stranger' })
    await happen(null, { minute: 1, who: 'Stranger' })
    expect(await minutes(manager, { text: 'Stranger' })).toEqual([])
    for (const customer of [theirs.id, randomUUID()])
      await expect(readAudit(manager, { customer, limit: 1 })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is exported whole, also where many things happened in the same moment', async () => {
    const customer = await makeCustomer()
    const manager = await acting('manager', [customer])
    await inScope(customer.scope, async (tx) => {
      for (let i = 0; i < 450; i++)
        await recordActivity(tx, {
          ...{ customerId: customer.id, at: at(1), actorName: `No ${i}`, kind: 'x', subjectType: 'x' },
        })
    })
    const names = new Set<string>()
    for await (const { actorName } of allAudit(manager, {})) names.add(actorName)
    expect(names.size).toBe(450)
  })
})
