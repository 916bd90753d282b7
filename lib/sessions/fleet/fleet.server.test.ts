import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Member } from '#lib/access/member.ts'
import { ensurePartitions } from '#lib/db/partitions.server.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeApp, makeCustomer, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { queryAsCustomer } from '#lib/db/transaction.server.ts'
import { advanceFindings } from '#lib/diagnosis/fleet/advance-findings.ts'
import type { FleetFinding } from '#lib/diagnosis/fleet/contract.ts'
import { workedExample } from '#lib/diagnosis/fleet/made-up-rows.test-data.ts'
import { evaluateRows } from '#lib/diagnosis/fleet/picture-causes.ts'
import { createRegistry } from '../live-registry.ts'
import { attributePast, compareCall, readFleetFindings } from './ask-fleet.server.ts'
import { createFleet } from './fleet.server.ts'
import { dropOldFleetFindings } from './forget-old.server.ts'
import { findPastRows, readBaseline } from './history/store.server.ts'
import { makePastCalls } from './past-calls-for-tests.server.ts'
import { dropFleetFindings, readOpenFleetFindings, saveFleetFindings } from './store.server.ts'
import { describeValues } from './values-of.ts'

let ours: TestCustomer
let theirs: TestCustomer
let nobodys: TestCustomer
let appId = ''
const at = new Date(Math.floor(Date.now() / 300_000) * 300_000 - 30 * 60_000) // whole slots of the baseline
const window = { from: at.getTime(), to: at.getTime() + 20 * 60_000, customerId: null }

beforeAll(async () => {
  ours = await makeCustomer()
  theirs = await makeCustomer()
  nobodys = await makeCustomer()
  appId = (await makeApp(ours)).id
  const theirApp = (await makeApp(theirs)).id
  await ensurePartitions(at)
  await makePastCalls({ customerId: ours.id, appId, at, calls: 40, minutes: 10 })
  await makePastCalls({ customerId: theirs.id, appId: theirApp, at, calls: 40, minutes: 10 })
})
afterAll(closePools)

const memberOf = (...customers: TestCustomer[]): Member => ({
  id: 'm',
  email: 'otto@msp.example',
  name: 'Otto',
  role: 'operator',
  signInId: 's',
  scope: { customerIds: customers.map(({ id }) => id) },
})

describe('asking about the past', () => {
  test('the bad relay of both customers is named, with what is left without it', async () => {
    const found = await attributePast(memberOf(ours, theirs).scope, { ...window, family: 'any' })
    expect(found).toMatchObject({ n: 240, bad: 56, calls: 80, customers: 2, tooFew: false, isCut: false })
    expect(found.steps).toHaveLength(1)
    expect(found.steps[0]?.cause).toMatchObject({
      label: 'TURN server turn-eu-1',
      people: 48,
      otherCustomers: 0,
    })
    expect(found.verdict).toMatch(/^It is us: TURN server turn-eu-1/)
    expect(found.rest).toEqual({ n: 192, bad: 8 })
  })

  test.each(['loss', 'connect'] as const)('the same in the family %s', async (family) => {
    const found = await attributePast(memberOf(ours, theirs).scope, { ...window, family })
    expect(found.steps[0]?.cause).toMatchObject({ label: 'TURN server turn-eu-1', families: [family] })
  })

  test('a family in which nobody was bad has no cause', async () => {
    const found = await attributePast(memberOf(ours).scope, { ...window, family: 'video' })
    expect(found).toMatchObject({ bad: 0, steps: [], verdict: 'Nobody of 120 was bad.' })
  })

  test('nobody learns of people outside the scope', async () => {
    const found = await attributePast(memberOf(ours).scope, { ...window, family: 'any' })
    expect(found).toMatchObject({ n: 120, customers: 1 })
    expect(JSON.stringify(found)).not.toContain(theirs.id)
    const empty = await attributePast(memberOf(nobodys).scope, { ...window, family: 'any' })
    expect(empty).toMatchObject({ n: 0, verdict: 'Nobody was measured in this window.' })
  })

  test('each person of a call is told apart from the others, and a foreign call is none', async () => {
    const { rows } = await pool('owner').query<{ id: string; session_id: string }>(
      `SELECT id, session_id FROM participant WHERE customer_id = $1 AND external_id = 'user 5'`,
      [ours.id],
    )
    const sessionId = rows[0]?.session_id ?? ''
    const compared = await compareCall(memberOf(ours).scope, sessionId, Date.now())
    expect(compared?.people).toHaveLength(3)
    expect(compared?.people.find(({ participantId }) => participantId === rows[0]?.id)).toMatchObject({
      verdict: 'shared',
      cause: 'TURN server turn-eu-1',
      evidence: expect.stringContaining('others in this call'),
    })
    expect(await compareCall(memberOf(theirs).scope, sessionId, Date.now())).toBeNull()
  })

  test('an open finding of the network counts for as long as it lasted', async () => {
    const { rows } = await pool('owner').query<{ id: string; session_id: string }>(
      `SELECT id, session_id FROM participant WHERE customer_id = $1 AND external_id = 'user 2'`,
      [ours.id],
    )
    await pool('owner').query(
      `INSERT INTO finding (customer_id, id, session_id, app_id, kind, model, participant_id, direction, side, severity,
                            confidence, owner, opened_at, raised_at)
       VALUES ($1, gen_random_uuid(), $2, $3, 'high-rtt', 'test', $4, 'both', 'network-access', 'major', 'high', 'isp', $5, $5)`,
      [ours.id, rows[0]?.session_id, appId, rows[0]?.id, at],
    )
    const found = await attributePast(memberOf(ours, theirs).scope, { ...window, family: 'rtt' })
    expect(found).toMatchObject({ bad: 1, steps: [] })
  })

  test('what a value is, is the same in history as live', async () => {
    const [row] = await findPastRows(memberOf(ours).scope, {
      from: at,
      to: new Date(window.to),
      customerIds: [ours.id],
      family: 'any',
      limit: 1_000,
    }).then((all) => all.filter(({ externalId }) => externalId === 'user 5'))
    expect(row).toMatchObject(
      describeValues({
        customerId: ours.id,
        appId,
        candidateType: 'relay',
        relayProtocol: 'udp',
        relayHost: 'turn-eu-1',
        localPrefix: 'net-5',
        region: 'us-east',
        sfu: 'sfu-1',
        site: 'hq',
        asn: null,
        country: null,
        codec: 'video/VP8',
        browser: 'Chrome',
        browserVersion: '156.0.1',
        os: 'Windows',
        sdkVersion: '1.0',
        appVersion: '3.7',
      }),
    )
  })

  test('a value is compared with its own past', async () => {
    const hours = [{ from: at, to: new Date(window.to) }]
    const turn = { dimension: 'turn', value: 'turn-eu-1' } as const
    expect(await readBaseline(pool('ingest'), turn, 'any', hours)).toEqual({
      bad: expect.any(Number),
      n: expect.any(Number),
    })
    const pair = { dimension: 'regionRelay', value: 'eu-west\u001eturn-udp' } as const
    const [one, both] = [
      await readBaseline(pool('ingest'), turn, 'any', hours),
      await readBaseline(pool('ingest'), pair, 'any', hours),
    ]
    expect(one.bad).toBe(one.n)
    expect(both.n).toBeGreaterThan(0)
    expect(both.n).toBeLessThan(one.n)
  })
})

describe('what an evaluation found', () => {
  const id = '0192f000-0000-7000-8000-000000000001'
  const found = (): FleetFinding[] => {
    const rows = workedExample().map((row, i) => ({ ...row, customerId: i % 2 ? ours.id : theirs.id }))
    return advanceFindings([], evaluateRows(rows, new Set()), Date.now(), () => id).open
  }
  beforeAll(async () => {
    await saveFleetFindings(pool('ingest'), found())
  })

  test('survives the engine, and is written over by its next word', async () => {
    expect(await readOpenFleetFindings(pool('ingest'))).toEqual([
      expect.objectContaining({ findingId: id, value: 'turn-eu-west-1' }),
    ])
    const fleet = createFleet(createRegistry(Date.now()), () => Date.now())
    await fleet.resume()
    expect(fleet.findings()).toMatchObject([{ findingId: id, phase: 'forming' }])
  })

  test('is read by whoever may see a customer it touches, with no other customer’s name', async () => {
    const [view] = await readFleetFindings(memberOf(ours), new Date())
    expect(view).toMatchObject({ findingId: id, otherCustomers: 1, customers: [{ customerId: ours.id }] })
    expect(JSON.stringify(view)).not.toContain(theirs.id)
    expect(await readFleetFindings(memberOf(nobodys), new Date())).toEqual([])
    expect(await readFleetFindings(memberOf(ours, theirs), new Date())).toMatchObject([{ otherCustomers: 0 }])
  })

  test('is closed to customers, and to a process that asks for nobody', async () => {
    await expect(queryAsCustomer(ours.scope, 'SELECT count(*) FROM fleet_finding')).rejects.toThrow(
      /permission denied/,
    )
    const { rows } = await pool('web').query('SELECT count(*)::int AS n FROM fleet_finding')
    expect(rows).toEqual([{ n: 0 }])
    await expect(pool('web').query('DELETE FROM fleet_finding')).rejects.toThrow(/permission denied/)
  })

  test('goes when it was seen but once', async () => {
    await dropFleetFindings(pool('ingest'), [id])
    await dropOldFleetFindings(new Date())
    expect(await readOpenFleetFindings(pool('ingest'))).toEqual([])
  })
})
