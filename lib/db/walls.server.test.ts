import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closePools, type DatabaseRole, pool } from './pools.server.ts'
import {
  makeApp,
  makeCustomer,
  makeKey,
  makeMember,
  type TestApp,
  type TestCustomer,
} from './test-customers.server.ts'
import {
  asCustomer,
  inAccess,
  inScope,
  queryAsCustomer,
  queryInScope,
  readMemberCustomers,
  writeInScope,
} from './transaction.server.ts'

let ours: TestCustomer
let theirs: TestCustomer
let theirApp: TestApp

beforeAll(async () => {
  ours = await makeCustomer()
  theirs = await makeCustomer()
  await makeApp(ours)
  theirApp = await makeApp(theirs)
  await makeKey(theirApp)
})
afterAll(closePools)

const denied = /permission denied/
const beyondWall = /row-level security/

describe('the wall between customers', () => {
  test('a scope shows its own customers and nobody else', async () => {
    const seen = await inScope(ours.scope, (tx) => tx.app.findMany({ select: { customerId: true } }))
    expect(seen).toEqual([{ customerId: ours.id }])
  })

  test('a scope of two customers shows both', async () => {
    const both = { customerIds: [ours.id, theirs.id] }
    expect(await inScope(both, (tx) => tx.app.count())).toBe(2)
  })

  test('an empty scope shows nothing', async () => {
    expect(await inScope({ customerIds: [] }, (tx) => tx.app.count())).toBe(0)
  })

  test('writing into another customer is refused, even with the right ids', async () => {
    const data = { customerId: theirs.id, name: 'Trojan', slug: 'trojan' }
    await expect(inScope(ours.scope, (tx) => tx.app.create({ data }))).rejects.toThrow(beyondWall)
  })

  test("another customer's rows cannot be changed, moved or deleted", async () => {
    const rename = (tx: Parameters<Parameters<typeof inScope>[1]>[0]) =>
      tx.app.updateMany({ where: { id: theirApp.id }, data: { name: 'Renamed' } })
    expect((await inScope(ours.scope, rename)).count).toBe(0)
    await expect(
      inScope(ours.scope, (tx) => tx.app.updateMany({ data: { customerId: theirs.id } })),
    ).rejects.toThrow(beyondWall)
  })

  test('tenants do not outlive their transaction on a pooled connection', async () => {
    await inScope(ours.scope, (tx) => tx.app.count())
    const { rows } = await pool('web').query(
      `SELECT current_setting('app.tenants', true) AS tenants, (SELECT count(*)::int FROM app) AS apps`,
    )
    expect(rows[0]).toEqual({ tenants: expect.toSatisfy((value) => !value), apps: 0 })
  })

  test('a scope that smuggles SQL instead of ids is refused', async () => {
    const scope = { customerIds: [`${ours.id}', true); SELECT ('`] }
    await expect(async () => queryInScope(scope, 'SELECT 1')).rejects.toThrow(TypeError)
  })

  test('raw reads obey the same wall and cannot write', async () => {
    const rows = await queryInScope<{ customer_id: string }>(
      ours.scope,
      'SELECT customer_id FROM app WHERE $1::int = 1',
      [1],
    )
    expect(rows).toEqual([{ customer_id: ours.id }])
    await expect(queryInScope(ours.scope, `UPDATE app SET name = 'x'`)).rejects.toThrow(/read-only/)
  })
})

describe('a customer user', () => {
  test('reads its own apps', async () => {
    const seen = await asCustomer(ours.scope, (tx) => tx.app.findMany({ select: { customerId: true } }))
    expect(seen).toEqual([{ customerId: ours.id }])
    expect(await queryAsCustomer(ours.scope, 'SELECT id FROM customer')).toEqual([{ id: ours.id }])
  })

  test('cannot write, even where it may read', async () => {
    await expect(asCustomer(ours.scope, (tx) => tx.app.updateMany({ data: { name: 'x' } }))).rejects.toThrow(
      /denied|read-only/,
    )
    await expect(pool('customer').query(`UPDATE app SET name = 'x'`)).rejects.toThrow(denied)
  })

  test.each([
    'member',
    'membership',
    'app_key',
    'audit',
    'sign_in',
    'telemetry',
    'event',
    'participant',
    'frozen_telemetry',
    'frozen_event',
    'frozen_minute',
    'finding',
    'finding_opinion',
    'session_note',
    'report_code',
    'ingest_account',
    'fleet_finding',
  ])('cannot read %s at all', async (table) => {
    await expect(queryAsCustomer(ours.scope, `SELECT count(*) FROM ${table}`)).rejects.toThrow(denied)
  })

  test('is refused with a scope of more or less than one customer', () => {
    expect(() => asCustomer({ customerIds: [] }, async () => 1)).toThrow(TypeError)
    expect(() => asCustomer({ customerIds: [ours.id, theirs.id] }, async () => 1)).toThrow(TypeError)
  })
})

describe('the roles of the processes', () => {
  const forbidden: [DatabaseRole, string][] = [
    ['ingest', 'SELECT count(*) FROM member'],
    ['ingest', 'SELECT count(*) FROM sign_in'],
    ['ingest', 'SELECT count(*) FROM audit'],
    ['ingest', `UPDATE app_key SET hash = ''`],
    ['ingest', 'DELETE FROM telemetry'],
    ['ingest', 'UPDATE event SET clamped = true'],
    ['ingest', 'SELECT earshot_drop_day($$telemetry$$, $$2020-01-01$$)'],
    ['ingest', 'SELECT earshot_hold_day($$telemetry$$, $$2020-01-01$$)'],
    ['ingest', 'SELECT count(*) FROM frozen_telemetry'],
    ['web', 'SELECT earshot_drop_day($$telemetry$$, $$2020-01-01$$)'],
    ['web', 'DELETE FROM frozen_telemetry'],
    ['web', 'UPDATE session SET score = 5'],
    ['web', `UPDATE session_note SET body = ''`],
    ['web', 'DELETE FROM session_note'],
    ['worker', 'UPDATE frozen_event SET clamped = true'],
    ['worker', 'SELECT password_hash FROM member'],
    ['worker', 'SELECT token_hash FROM sign_in'],
    ['worker', 'SELECT count(*) FROM app_key'],
    ['worker', 'DELETE FROM audit'],
    ['web', 'DELETE FROM audit'],
    ['web', `UPDATE audit SET kind = 'x'`],
    ['web', 'DELETE FROM telemetry'],
    ['web', 'UPDATE telemetry SET seq = 1'],
    ['web', `UPDATE session SET state = 'live'`],
    ['web', 'DELETE FROM customer'],
    ['web', 'CREATE TABLE mine (id int)'],
    ['web', `SELECT earshot_protect('app')`],
  ]
  test.each(forbidden)('%s may not run %s', async (role, sql) => {
    await expect(pool(role).query(sql)).rejects.toThrow(denied)
  })

  test('web adds ended imports, and telemetry to those alone', async () => {
    const app = await makeApp(ours)
    const add = (source: string, state: string) =>
      writeInScope(ours.scope, (client) =>
        client.query<{ id: string }>(
          `INSERT INTO session (customer_id, id, app_id, day, external_id, state, started_at, band_since, model, source)
           VALUES ($1, gen_random_uuid(), $2, current_date, gen_random_uuid()::text, $3::"SessionState", now(), now(), 'm', $4)
           RETURNING id`,
          [ours.id, app.id, state, source],
        ),
      )
    await expect(add('live', 'live')).rejects.toThrow(beyondWall)
    await expect(add('live', 'ended')).rejects.toThrow(beyondWall)
    await expect(add('imported', 'live')).rejects.toThrow(beyondWall)
    const imported = (await add('imported', 'ended')).rows[0]?.id
    const { rows } = await pool('owner').query<{ id: string }>(
      `INSERT INTO session (customer_id, id, app_id, day, external_id, started_at, band_since, model)
       VALUES ($1, gen_random_uuid(), $2, current_date, gen_random_uuid()::text, now(), now(), 'm') RETURNING id`,
      [ours.id, app.id],
    )
    const addReport = (sessionId: string | undefined) =>
      writeInScope(ours.scope, (client) =>
        client.query(
          `INSERT INTO telemetry (customer_id, participant_id, boot_no, seq, day, session_id, at, received_at, payload)
           VALUES ($1, gen_random_uuid(), 1, 1, current_date, $2, now(), now(), '')`,
          [ours.id, sessionId],
        ),
      )
    await expect(addReport(rows[0]?.id)).rejects.toThrow(beyondWall)
    expect((await addReport(imported)).rowCount).toBe(1)
  })

  test('none of them owns anything or can bypass row-level security', async () => {
    const { rows } = await pool('owner').query(
      `SELECT rolname FROM pg_roles r WHERE rolname LIKE 'earshot\\_%' AND rolname <> 'earshot_superuser'
       AND (rolbypassrls OR rolsuper OR rolcanlogin OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid))`,
    )
    expect(rows).toEqual([])
  })
})

describe('signing in', () => {
  test('an operator finds the customers of its memberships, before any scope exists', async () => {
    const { id } = await makeMember({ role: 'operator', customers: [ours] })
    expect(await inAccess((tx) => readMemberCustomers(tx, id))).toEqual([ours.id])
  })

  test('an administrator finds all customers', async () => {
    const { id } = await makeMember({ role: 'admin' })
    const all = await inAccess((tx) => readMemberCustomers(tx, id))
    expect(all).toEqual(expect.arrayContaining([ours.id, theirs.id]))
  })

  test('a disabled administrator finds none', async () => {
    const { id } = await makeMember({ role: 'admin', customers: [ours] })
    await inAccess((tx) => tx.member.update({ where: { id }, data: { disabledAt: new Date() } }))
    expect(await inAccess((tx) => readMemberCustomers(tx, id))).toEqual([])
  })

  test("nobody reads another member's memberships", async () => {
    const mine = await makeMember({ customers: [ours] })
    const other = await makeMember({ customers: [theirs] })
    const seen = await inAccess((tx) => tx.membership.findMany({ where: { memberId: other.id } }), mine.id)
    expect(seen).toEqual([])
  })
})
