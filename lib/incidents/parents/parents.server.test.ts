import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Member } from '#lib/access/member.ts'
import { staffOf } from '#lib/alerting/alerts/test-alerts.server.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { queryAsCustomer } from '#lib/db/transaction.server.ts'
import type { ParentIncidentView } from '../api-contract.ts'
import { readIncident } from '../reading/read-incidents.server.ts'
import { incidentEventsOf, openByHand } from '../test-incidents.server.ts'
import { changeParent, moveParent, openParent, readParent, readParents } from './parents.server.ts'

let acme: TestCustomer
let bolt: TestCustomer
let lead: Member
let ada: Member
beforeAll(async () => {
  acme = await makeCustomer({ name: `Acme ${crypto.randomUUID()}` })
  bolt = await makeCustomer({ name: `Bolt ${crypto.randomUUID()}` })
  const both = await makeMember({ customers: [acme, bolt], name: 'Lead' })
  lead = { ...both, signInId: crypto.randomUUID() }
  ada = await staffOf(acme, 'Ada')
})
afterAll(closePools)

const noon = Date.parse('2026-11-25T12:00:00Z')
const at = (minutes: number) => new Date(noon + minutes * 60_000)
const cause = { category: 'vendor' as const, text: '' }

function open(given: { title?: string; incidentIds?: string[] } = {}): Promise<ParentIncidentView> {
  const { title = 'TURN eu-1 is down', incidentIds = [] } = given
  return openParent(
    lead,
    { title, cause: 'A secret cause', customerIds: [acme.id, bolt.id], incidentIds },
    at(0),
  )
}

describe('one cause over several customers', () => {
  test('is one parent and an incident for each; one that is there is taken in', async () => {
    const there = await openByHand(lead, { customerId: acme.id }, at(-5))
    const parent = await open({ incidentIds: [there.incidentId] })
    expect(parent.children.map(({ customerId }) => customerId).sort()).toEqual([acme.id, bolt.id].sort())
    expect(parent.children.map(({ incidentId }) => incidentId)).toContain(there.incidentId)
    for (const { incidentId } of parent.children) await incidentEventsOf(incidentId)
    const detail = await readIncident(lead, there.incidentId)
    expect(detail?.siblings).toHaveLength(1)
    expect(detail?.incident.parent?.reference).toBe(parent.reference)
  })

  test('is there only for who sees all of its customers', async () => {
    const parent = await open()
    const own = parent.children.find(({ customerId }) => customerId === acme.id)
    const detail = await readIncident(ada, own?.incidentId ?? '')
    expect(detail?.incident).toMatchObject({ parent: null, shared: true })
    expect(detail?.siblings).toEqual([])
    const seen = JSON.stringify(detail)
    for (const word of [parent.reference, parent.cause, bolt.id, bolt.slug, bolt.name])
      expect(seen).not.toContain(word)
    expect(await readParent(ada, parent.parentId)).toBeNull()
    expect((await readParents(ada)).parents).toEqual([])
    const gone = { code: 'not-found' }
    await expect(moveParent(ada, parent.parentId, { to: 'monitoring' }, at(1))).rejects.toMatchObject(gone)
    await expect(changeParent(ada, parent.parentId, { version: 1 }, at(1))).rejects.toMatchObject(gone)
  })

  test('moves its children that can be moved, and says nothing of one to the other', async () => {
    const parent = await open({ title: `Down for ${bolt.name}` })
    const titles = new Map(parent.children.map((child) => [child.customerId, child.title]))
    expect(titles.get(acme.id)).toBe('Part of a cause that others share')
    expect(titles.get(bolt.id)).toBe(`Down for ${bolt.name}`)
    await moveParent(lead, parent.parentId, { to: 'monitoring', reason: `${bolt.slug} is fine` }, at(1))
    const moved = await moveParent(lead, parent.parentId, { to: 'resolved', cause }, at(2))
    expect(moved.children.map(({ status }) => status)).toEqual(['resolved', 'resolved'])
    expect(moved.closedAt).toBe(at(2).getTime())
    const own = parent.children.find(({ customerId }) => customerId === acme.id)
    expect(JSON.stringify(await readIncident(ada, own?.incidentId ?? ''))).not.toContain(bolt.slug)
  })
})

test('whatever a customer may read holds nothing of the parent or of its siblings', async () => {
  const parent = await open({ title: `Down for ${acme.name} and ${bolt.name}` })
  const own = parent.children.find(({ customerId }) => customerId === acme.id)
  const sibling = parent.children.find(({ customerId }) => customerId === bolt.id)
  await pool('owner').query('UPDATE incident SET published_at = now() WHERE parent_id = $1', [
    parent.parentId,
  ])
  const { rows: readable } = await pool('owner').query<{ name: string; columns: string[] }>(
    `SELECT table_name AS name, array_agg(quote_ident(column_name)) AS columns FROM information_schema.column_privileges
      WHERE grantee = 'earshot_customer' AND privilege_type = 'SELECT' AND table_schema = 'public' GROUP BY 1`,
  )
  expect(readable.map(({ name }) => name)).toContain('incident')
  const read: string[] = []
  for (const { name, columns } of readable)
    read.push(
      JSON.stringify(await queryAsCustomer(acme.scope, `SELECT ${columns.join(', ')} FROM "${name}"`)),
    )
  const everything = read.join('\n')
  expect(everything).toContain(own?.reference)
  for (const word of [
    ...[parent.parentId, parent.reference, parent.title, parent.cause],
    ...[sibling?.incidentId, sibling?.reference, bolt.id, bolt.name, bolt.slug],
  ])
    expect(everything).not.toContain(word ?? 'a word that is there')
})
