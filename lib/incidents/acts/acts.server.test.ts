import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Member } from '#lib/access/member.ts'
import { readAlert } from '#lib/alerting/alerts/read-inbox.server.ts'
import { openAlert, staffOf } from '#lib/alerting/alerts/test-alerts.server.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCall } from '#lib/db/test-calls.server.ts'
import { makeApp, makeCustomer, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { pinSession } from '#lib/sessions/annotations/pin.server.ts'
import { incidentDetailSchema, incidentListQuerySchema, incidentListSchema } from '../api-contract.ts'
import { readIncident, readIncidents } from '../reading/read-incidents.server.ts'
import { incidentEventsOf, openByHand } from '../test-incidents.server.ts'
import { attachToIncident, detachFromIncident, linkToIncident, unlinkFromIncident } from './attach.server.ts'
import { editIncident, setCustomerContact, setIncidentTime } from './edit.server.ts'
import { mergeIncident } from './merge.server.ts'
import { moveIncident } from './move.server.ts'

let ours: TestCustomer
let ada: Member
let ben: Member
let stranger: Member
beforeAll(async () => {
  ours = await makeCustomer({ name: 'Ours' })
  ada = await staffOf(ours, 'Ada Lee')
  ben = await staffOf(ours, 'Ben')
  stranger = await staffOf(await makeCustomer(), 'Stranger')
})
afterAll(closePools)

const noon = Date.parse('2026-11-25T12:00:00Z')
const at = (minutes: number) => new Date(noon + minutes * 60_000)
const open = (minutes = 0, given = {}) => openByHand(ada, { customerId: ours.id, ...given }, at(minutes))
const unknown = { category: 'unknown' as const, text: '' }

describe('an incident', () => {
  test('is numbered for its customer alone, without gaps, and found by its reference', async () => {
    const customer = await makeCustomer()
    const eve = await staffOf(customer, 'Eve')
    const made = await Promise.all([1, 2, 3].map(() => openByHand(eve, { customerId: customer.id }, at(0))))
    const references = made.map(({ reference }) => reference).sort()
    expect(references).toEqual([1, 2, 3].map((n) => `${customer.slug.toUpperCase()}-${n}`))
    const detail = await readIncident(eve, (references[1] ?? '').toLowerCase())
    expect(incidentDetailSchema.parse(detail).incident.reference).toBe(references[1])
    expect(await readIncident(stranger, references[1] ?? '')).toBeNull()
  })

  test('of another customer answers as if it were not there, to every verb', async () => {
    const { incidentId, version } = await open()
    const gone = { code: 'not-found' }
    await expect(
      moveIncident(stranger, incidentId, { version, to: 'identified' }, at(1)),
    ).rejects.toMatchObject(gone)
    await expect(editIncident(stranger, incidentId, { version }, at(1))).rejects.toMatchObject(gone)
    await expect(openByHand(stranger, { customerId: ours.id }, at(1))).rejects.toMatchObject(gone)
  })

  test('goes its way, and its times are set once', async () => {
    const { incidentId } = await open()
    let version = 1
    const move = async (to: Parameters<typeof moveIncident>[2]['to'], minutes: number) => {
      const view = await moveIncident(ada, incidentId, { version, to, cause: unknown }, at(minutes))
      version = view.version
      return view
    }
    await move('monitoring', 10)
    await move('investigating', 20)
    const resolved = await move('resolved', 30)
    expect(resolved.times).toMatchObject({
      ...{ detected: noon, acknowledged: noon, mitigated: noon + 600_000 },
      ...{ resolved: noon + 1_800_000, impactEnded: noon + 1_800_000 },
    })
    expect(resolved.nextUpdateDueAt).toBeNull()
    const again = await move('investigating', 40)
    expect(again.times).toMatchObject({ resolved: noon + 1_800_000, impactEnded: null })
    const over = await move('resolved', 50)
    expect(over.times).toMatchObject({ resolved: noon + 1_800_000, impactEnded: noon + 3_000_000 })
    const kinds = (await incidentEventsOf(incidentId)).map(([, kind]) => kind)
    expect(kinds.filter((kind) => kind === 'status')).toHaveLength(5)
  })

  test('changed by two people at once: the second is refused and loses nothing', async () => {
    const { incidentId, version } = await open()
    const outcomes = await Promise.allSettled([
      moveIncident(ada, incidentId, { version, to: 'identified' }, at(1)),
      editIncident(ben, incidentId, { version, title: 'No video either' }, at(1)),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict' },
    })
    expect(await incidentEventsOf(incidentId)).toHaveLength(2)
  })

  test('a time is corrected with what was there before, and never out of order', async () => {
    const { incidentId, version } = await open()
    const set = (time: 'impactStarted' | 'acknowledged', minutes: number, seen = version) =>
      setIncidentTime(ada, incidentId, { version: seen, time, at: at(minutes).getTime() }, at(60))
    const view = await set('impactStarted', -15)
    expect(view.times.impactStarted).toBe(at(-15).getTime())
    await expect(set('acknowledged', -30, view.version)).rejects.toMatchObject({ code: 'bad-request' })
    await expect(set('acknowledged', 90, view.version)).rejects.toMatchObject({ code: 'bad-request' })
  })

  test('says when the customer told us', async () => {
    const { incidentId } = await open()
    const view = await setCustomerContact(ada, incidentId, { at: at(-5).getTime() }, at(1))
    expect(view.customerContactAt).toBe(at(-5).getTime())
  })

  test('has no lead whom the customer is hidden from', async () => {
    const { incidentId, version } = await open()
    await expect(
      editIncident(ada, incidentId, { version, leadId: stranger.id }, at(1)),
    ).rejects.toMatchObject({ code: 'bad-request' })
    const view = await editIncident(ada, incidentId, { version, leadId: ben.id }, at(1))
    expect(view.lead).toEqual({ memberId: ben.id, name: 'Ben' })
    const mine = await readIncidents(ben, incidentListQuerySchema.parse({ view: 'mine' }), at(2))
    expect(incidentListSchema.parse(mine).incidents.map((one) => one.incidentId)).toContain(incidentId)
  })
})

test('an update that is due and not written stands in the overdue view', async () => {
  const { incidentId } = await open(0, { severity: 'critical' })
  const overdue = async (minutes: number) =>
    (
      await readIncidents(
        ada,
        incidentListQuerySchema.parse({ view: 'overdue', customer: ours.id }),
        at(minutes),
      )
    ).incidents.map((one) => one.incidentId)
  expect(await overdue(29)).not.toContain(incidentId)
  expect(await overdue(31)).toContain(incidentId)
})

describe('alerts', () => {
  test('bring their times, are told of it, and belong to one incident at most', async () => {
    const alertId = await openAlert({ customerId: ours.id, at: at(-10), startedAt: at(-12) })
    const incident = await open(0, { alertIds: [alertId] })
    expect(incident.times).toMatchObject({
      detected: at(-10).getTime(),
      impactStarted: at(-12).getTime(),
    })
    expect(incident.alerts).toEqual({ firing: 1, total: 1 })
    const alert = await readAlert(ada, alertId)
    expect(alert?.events.at(-1)).toMatchObject({
      kind: 'linked',
      data: { reference: incident.reference },
    })
    expect(alert?.incident).toMatchObject({ reference: incident.reference })
    const other = await open(1)
    await expect(
      attachToIncident(ada, other.incidentId, { alertIds: [alertId] }, at(2)),
    ).rejects.toMatchObject({ code: 'conflict' })
    await detachFromIncident(ada, incident.incidentId, alertId, at(3))
    const moved = await attachToIncident(ada, other.incidentId, { alertIds: [alertId] }, at(4))
    expect(moved.alerts.total).toBe(1)
    await incidentEventsOf(other.incidentId)
  })

  test('of another customer cannot be attached', async () => {
    const theirs = await makeCustomer()
    const alertId = await openAlert({ customerId: theirs.id, at: at(0) })
    await expect(open(1, { alertIds: [alertId] })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('calls', () => {
  const pinOf = async (sessionId: string) =>
    (
      await pool('owner').query<{ reason: string | null }>(
        'SELECT pin_reason AS reason FROM session WHERE id = $1 AND pinned_at IS NOT NULL',
        [sessionId],
      )
    ).rows[0]?.reason ?? null

  test('keep their evidence while an incident shows them', async () => {
    const { sessionId } = await makeCall(await makeApp(ours))
    const [one, two] = [await open(), await open()]
    for (const { incidentId } of [one, two])
      await linkToIncident(ada, incidentId, { sessionId, why: 'Silent from the start' }, at(1))
    expect(await pinOf(sessionId)).toBe(`Evidence of ${one.reference}`)
    await unlinkFromIncident(ada, one.incidentId, sessionId, at(2))
    expect(await pinOf(sessionId)).toBe(`Evidence of ${two.reference}`)
    await unlinkFromIncident(ada, two.incidentId, sessionId, at(3))
    expect(await pinOf(sessionId)).toBeNull()
  })

  test('that a person keeps stay kept', async () => {
    const { sessionId } = await makeCall(await makeApp(ours))
    await pinSession(ada, sessionId, { reason: 'For the training' }, at(0))
    const { incidentId } = await open()
    await linkToIncident(ada, incidentId, { sessionId, why: '' }, at(1))
    await unlinkFromIncident(ada, incidentId, sessionId, at(2))
    expect(await pinOf(sessionId)).toBe('For the training')
  })
})

test('merged, its alerts and calls go over and it ends', async () => {
  const alertId = await openAlert({ customerId: ours.id, at: at(0) })
  const { sessionId } = await makeCall(await makeApp(ours))
  const from = await open(1, { alertIds: [alertId], sessionIds: [sessionId] })
  const into = await open(2)
  const merged = await mergeIncident(
    ada,
    from.incidentId,
    { version: from.version, into: into.incidentId },
    at(3),
  )
  expect(merged).toMatchObject({ status: 'merged', mergedInto: { reference: into.reference } })
  const detail = await readIncident(ada, into.incidentId)
  expect(detail?.alerts.map((one) => one.alertId)).toEqual([alertId])
  expect(detail?.sessions.map((one) => one.sessionId)).toEqual([sessionId])
  for (const { incidentId } of [from, into]) await incidentEventsOf(incidentId)
})
