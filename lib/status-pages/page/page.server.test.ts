import { afterAll, describe, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer } from '#lib/db/test-customers.server.ts'
import { queryAsCustomer } from '#lib/db/transaction.server.ts'
import { statusIncidentSchema, statusMonthSchema, statusSchema } from '../contract.ts'
import { readStatus } from '../read-status.server.ts'
import {
  makeComponent,
  makeIncident,
  makeMaintenance,
  makeSpan,
  makeUpdate,
  memberOf,
} from '../status-for-tests.server.ts'
import { readStatusIncident } from './read-incident.server.ts'
import { readStatusMonth } from './read-month.server.ts'

afterAll(closePools)

const now = new Date('2026-11-25T12:00:00Z')
const at = now.getTime()
const hour = 3_600_000
const day = 24 * hour
const listens = async () => true
const ask = (id: string, role: 'customer' | 'operator' = 'customer') =>
  readStatus(memberOf(role, [id]), id, now, listens)

/** A customer whose audio has been working for ten days. */
async function working(since = at - 10 * day) {
  const customer = await makeCustomer()
  const audio = await makeComponent(customer.id, { since })
  await makeSpan(customer.id, audio, { from: since, to: null, state: 'operational', seen: at })
  return { id: customer.id, slug: customer.slug, audio }
}

describe('a customer’s page', () => {
  test('shows a component that works since it was connected, and nothing before', async () => {
    const { id } = await working()
    const status = statusSchema.parse(await ask(id))
    expect(status.components).toMatchObject([
      { name: 'Audio', state: 'operational', word: 'Operational', since: at - 10 * day, uptimeRatio: 1 },
    ])
    const days = status.components[0]?.days ?? []
    expect(days).toHaveLength(90)
    expect(days.filter(({ worst }) => worst === null)).toHaveLength(79)
    expect(days.at(-1)).toMatchObject({ day: '2026-11-25', worst: 'operational', upRatio: 1, unknownMs: 0 })
  })

  test('shows an open incident with what was published, newest first, and lets it make its component worse', async () => {
    const { id, audio } = await working()
    const incident = await makeIncident(id, { from: at - hour, to: null, componentIds: [audio] })
    await makeUpdate(id, incident.id, { body: 'We look into it.', at: at - hour })
    await makeUpdate(id, incident.id, { body: 'It is one server.', at: at - 30 * 60_000 })
    await makeUpdate(id, incident.id, { body: 'a draft of ours', at: at - 1, state: 'draft' })
    const status = statusSchema.parse(await ask(id))
    expect(status).toMatchObject({ sentence: 'Sound drops out', since: at - hour })
    expect(status.incidents).toMatchObject([
      { reference: incident.reference, status: 'investigating', startedAt: at - hour, resolvedAt: null },
    ])
    expect(status.incidents[0]?.updates.map(({ body }) => body)).toEqual([
      'It is one server.',
      'We look into it.',
    ])
    expect(status.components[0]).toMatchObject({ state: 'major-outage', since: at - hour })
    expect(status.components[0]?.days.at(-1)).toMatchObject({ downMs: hour, incidents: [incident.reference] })
  })

  test('is well again the moment an incident’s impact has ended, though the incident is still worked on', async () => {
    const { id, audio } = await working()
    await makeIncident(id, {
      from: at - 3 * hour,
      to: at - hour,
      status: 'monitoring',
      componentIds: [audio],
    })
    expect((await ask(id))?.components[0]).toMatchObject({ state: 'operational', since: at - hour })
  })

  test('knows nothing of incidents that were not published, nor counts them', async () => {
    const { id, audio } = await working()
    const hidden = await makeIncident(id, {
      from: at - hour,
      to: null,
      componentIds: [audio],
      published: false,
    })
    const status = await ask(id)
    expect(status).toMatchObject({ incidents: [], uptimeRatio: 1 })
    const asked = { customerId: id, reference: hidden.reference }
    expect(await readStatusIncident(memberOf('customer', [id]), asked, now)).toBeNull()
  })

  test('does not count an incident that was declined', async () => {
    const { id, audio } = await working()
    await makeIncident(id, { from: at - hour, to: null, status: 'declined', componentIds: [audio] })
    expect(await ask(id)).toMatchObject({ incidents: [], uptimeRatio: 1 })
  })

  test('says that nothing is known while the recorder is away, and hides what the MSP hid', async () => {
    const customer = await makeCustomer()
    const audio = await makeComponent(customer.id, { since: at - day })
    await makeComponent(customer.id, { kind: 'chat', name: 'Secret', since: at - day, hidden: true })
    await makeSpan(customer.id, audio, { from: at - day, to: null, state: 'operational', seen: at - hour })
    const status = await ask(customer.id)
    expect(status?.components).toMatchObject([{ name: 'Audio', state: 'no-data' }])
    expect(status?.components[0]?.days.at(-1)).toMatchObject({
      worst: 'operational',
      unknownMs: hour - 120_000,
    })
  })

  test('is byte for byte the same for the customer and for staff who look at it', async () => {
    const { id, audio } = await working()
    const incident = await makeIncident(id, { from: at - hour, to: null, componentIds: [audio] })
    await makeUpdate(id, incident.id, { body: 'We look into it.', at: at - hour })
    await makeMaintenance(id, { startsLocal: '2026-11-26T22:00', durationMs: hour })
    const other = await makeCustomer()
    const staff = memberOf('operator', [id, other.id])
    const own = memberOf('customer', [id])
    const pages = [
      [await readStatus(own, null, now, listens), await readStatus(staff, id, now, listens)],
      [
        await readStatusMonth(own, { customerId: null, month: null }, now),
        await readStatusMonth(staff, { customerId: id, month: null }, now),
      ],
      [
        await readStatusIncident(own, { customerId: null, reference: incident.reference }, now),
        await readStatusIncident(staff, { customerId: id, reference: incident.reference }, now),
      ],
    ]
    for (const [customers, previewed] of pages) {
      expect(customers).not.toBeNull()
      expect(JSON.stringify(previewed)).toBe(JSON.stringify(customers))
      expect(JSON.stringify(customers)).not.toMatch(/internal|for staff alone/)
    }
  })

  test('tells whose side trouble is on, in counts, and not any more once they are old', async () => {
    const { id } = await working()
    const look = (age: number) =>
      pool('owner').query(
        `INSERT INTO status_look (customer_id, at, people, troubled, own_side, service_side) VALUES ($1, $2, 40, 20, 18, 1)
         ON CONFLICT (customer_id) DO UPDATE SET at = EXCLUDED.at`,
        [id, new Date(at - age)],
      )
    await look(20_000)
    expect((await ask(id))?.whose).toMatchObject({ side: 'own', people: 40, troubled: 20 })
    await look(10 * 60_000)
    expect((await ask(id))?.whose).toBeNull()
  })
})

describe('planned work', () => {
  test('of the customer’s own is shown by name, excused, and trouble within it is still shown', async () => {
    const { id, audio } = await working()
    await makeMaintenance(id, { startsLocal: '2026-11-25T08:00', durationMs: 2 * hour })
    await makeIncident(id, { from: at - 3 * hour, to: at - 2.5 * hour, componentIds: [audio] })
    const status = statusSchema.parse(await ask(id))
    expect(status.maintenance).toMatchObject([{ name: 'Database move', state: 'over', excused: true }])
    expect(status.components[0]?.days.at(-1)).toMatchObject({
      worst: 'major-outage',
      maintenanceMs: 2 * hour,
      downMs: 0,
      excusedDownMs: hour / 2,
      upRatio: 1,
    })
  })

  test('that was written down afterwards excuses nothing', async () => {
    const { id, audio } = await working()
    await makeMaintenance(id, {
      startsLocal: '2026-11-25T08:00',
      durationMs: 2 * hour,
      createdAt: at - 60_000,
    })
    await makeIncident(id, { from: at - 3 * hour, to: at - 2.5 * hour, componentIds: [audio] })
    expect((await ask(id))?.components[0]?.days.at(-1)).toMatchObject({ downMs: hour / 2 })
  })

  test('is counted like any time where the contract does not excuse it', async () => {
    const { id, audio } = await working()
    await pool('owner').query(
      'INSERT INTO contract (customer_id, excuses_maintenance, updated_at) VALUES ($1, false, now())',
      [id],
    )
    await makeMaintenance(id, { startsLocal: '2026-11-25T08:00', durationMs: 2 * hour })
    await makeIncident(id, { from: at - 3 * hour, to: at - 2.5 * hour, componentIds: [audio] })
    expect((await ask(id))?.components[0]?.days.at(-1)).toMatchObject({
      downMs: hour / 2,
      maintenanceMs: 2 * hour,
    })
  })

  test('of the MSP reaches a customer as times, and only when it touches that customer', async () => {
    const { id, slug } = await working()
    const stranger = await makeCustomer()
    // far ahead of every other test's windows: these rows are seen by all customers
    const plan = { durationMs: hour, name: 'Move of Other Corp' }
    const customer = (op: string, value: string) => [{ name: 'customer', op, value }]
    const ids = [
      await makeMaintenance(null, {
        ...plan,
        startsLocal: '2026-12-20T01:00',
        matchers: customer('is', slug),
      }),
      await makeMaintenance(null, {
        ...plan,
        startsLocal: '2026-12-20T03:00',
        matchers: customer('glob', `${slug.slice(0, 20)}*`),
      }),
      await makeMaintenance(null, {
        ...plan,
        startsLocal: '2026-12-20T05:00',
        matchers: customer('is', stranger.slug),
      }),
      await makeMaintenance(null, {
        ...plan,
        startsLocal: '2026-12-20T07:00',
        matchers: [{ name: 'rule', op: 'is', value: 'x' }, ...customer('is', slug)],
      }),
    ]
    const shown = (await ask(id))?.maintenance ?? []
    await pool('owner').query('DELETE FROM maintenance WHERE id = ANY($1)', [ids])
    expect(shown.map(({ name, startsAt }) => [name, new Date(startsAt).toISOString().slice(11, 16)])).toEqual(
      [
        ['Planned maintenance', '01:00'],
        ['Planned maintenance', '03:00'],
      ],
    )
  })

  test('has a function that answers nobody who is not one customer', async () => {
    expect((await pool('customer').query('SELECT * FROM earshot_customer_maintenance()')).rows).toEqual([])
    const { id } = await working()
    const own = { customerIds: [id] }
    await makeMaintenance(id, { startsLocal: '2026-11-26T22:00', durationMs: hour })
    const [row] = await queryAsCustomer<{ name: string }>(own, 'SELECT * FROM earshot_customer_maintenance()')
    expect(row?.name).toBe('Database move')
    await expect(queryAsCustomer(own, 'SELECT matchers FROM maintenance')).rejects.toThrow(/denied/)
    await expect(queryAsCustomer(own, 'SELECT because FROM component_span')).rejects.toThrow(/denied/)
  })
})

describe('a month', () => {
  test('has its days, its incidents, and the months that there is history of', async () => {
    const { id, audio } = await working(Date.parse('2026-09-15T00:00:00Z'))
    const october = Date.parse('2026-10-10T10:00:00Z')
    const incident = await makeIncident(id, { from: october, to: october + hour, componentIds: [audio] })
    const own = memberOf('customer', [id])
    const month = statusMonthSchema.parse(
      await readStatusMonth(own, { customerId: null, month: '2026-10' }, now),
    )
    expect(month.months).toEqual(['2026-11', '2026-10', '2026-09'])
    expect(month.incidents.map(({ reference }) => reference)).toEqual([incident.reference])
    expect(month.components).toMatchObject([{ downMs: hour, frozenAt: null, upMs: 31 * day - hour }])
    expect(month.components[0]?.days).toHaveLength(31)
    expect(await readStatusMonth(own, { customerId: null, month: '2026-08' }, now)).toBeNull()
    expect(await readStatusMonth(own, { customerId: null, month: '2026-12' }, now)).toBeNull()
  })

  test('shows an incident by its reference, with its components', async () => {
    const { id, audio } = await working()
    const incident = await makeIncident(id, { from: at - hour, to: null, componentIds: [audio] })
    const asked = { customerId: null, reference: incident.reference }
    const shown = statusIncidentSchema.parse(await readStatusIncident(memberOf('customer', [id]), asked, now))
    expect(shown).toMatchObject({
      incident: { reference: incident.reference },
      components: [{ name: 'Audio' }],
    })
    const stranger = await makeCustomer()
    expect(await readStatusIncident(memberOf('customer', [stranger.id]), asked, now)).toBeNull()
  })
})
