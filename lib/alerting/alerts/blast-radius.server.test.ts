import { afterAll, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCall, makeFinding, type TestCall } from '#lib/db/test-calls.server.ts'
import { makeApp, makeCustomer, type TestApp, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { refreshBlasts } from './blast-radius.server.ts'
import type { BlastRadius } from './contract.ts'
import { apply, openAlert } from './test-alerts.server.ts'

afterAll(closePools)

const noon = Date.parse('2026-11-25T12:00:00Z')
const at = (minutes: number) => new Date(noon + minutes * 60_000)

async function person(call: TestCall, change: string) {
  await pool('owner').query(`UPDATE participant SET ${change} WHERE id = $1`, [call.participantId])
}
const liveCall = (app: TestApp, minutes: number) => makeCall(app, { startedAt: at(minutes), state: 'live' })

async function blastOf(alertId: string, now = at(10)): Promise<BlastRadius> {
  await refreshBlasts(pool('worker'), now)
  const { rows } = await pool('owner').query('SELECT blast FROM alert WHERE id = $1', [alertId])
  return rows[0].blast
}

/** Five calls of one app: bad now, bad before, well, imported, and one of another customer. */
async function fiveCalls(ours: TestCustomer) {
  const [app, theirs] = [await makeApp(ours), await makeApp(await makeCustomer())]
  const bad = await liveCall(app, 1)
  await person(bad, `band = 'bad', pain_minutes = 3, tags = '{"region":"eu"}'`)
  const before = await makeCall(app, { startedAt: at(-1), state: 'ended' })
  await person(before, `pain_minutes = 5, left_at = '${at(4).toISOString()}'`)
  await pool('owner').query('UPDATE session SET ended_at = $2 WHERE id = $1', [before.sessionId, at(4)])
  for (const [minute, band] of [
    [-1, 'bad'],
    [1, 'bad'],
    [2, 'poor'],
  ] as const)
    await pool('owner').query(
      `INSERT INTO participant_minute (customer_id, participant_id, day, session_id, minute, band, model)
       VALUES ($1, $2, $3, $4, $5, $6::"BandName", 'test')`,
      [before.customerId, before.participantId, before.day, before.sessionId, at(minute), band],
    )
  await liveCall(app, 1)
  const imported = await liveCall(app, 1)
  await person(imported, `band = 'bad', pain_minutes = 9`)
  await pool('owner').query(`UPDATE session SET source = 'imported' WHERE id = $1`, [imported.sessionId])
  await person(await liveCall(theirs, 1), `band = 'bad', pain_minutes = 9`)
  return { app, bad, before }
}

test('an alert of an app counts whom it hits now and has hit, of that app, that time and live calls alone', async () => {
  const ours = await makeCustomer()
  const { app, bad, before } = await fiveCalls(ours)
  const alertId = await openAlert({ customerId: ours.id, at: at(0), appId: app.id })
  const blast = await blastOf(alertId)
  expect(blast).toMatchObject({
    sessionsNow: 1,
    participantsNow: 1,
    sessionsSoFar: 2,
    participantsSoFar: 2,
    painMinutes: 4.5,
  })
  expect(blast.share).toBeCloseTo(2 / 3)
  expect(blast.worst.map(({ sessionId }) => sessionId)).toEqual([bad.sessionId, before.sessionId])
})

test('labels narrow it: a region, one call, one kind of finding', async () => {
  const ours = await makeCustomer()
  const { app, bad } = await fiveCalls(ours)
  const inRegion = await openAlert({ customerId: ours.id, at: at(0), appId: app.id, region: 'eu' })
  const ofCall = await openAlert({ customerId: ours.id, at: at(0), sessionId: bad.sessionId })
  const labels = { kind: 'packet-loss' }
  const ofKind = await openAlert({ customerId: ours.id, at: at(0), appId: app.id, labels })
  expect(await blastOf(inRegion)).toMatchObject({ sessionsSoFar: 1, participantsNow: 1 })
  expect(await blastOf(ofCall)).toMatchObject({ sessionsSoFar: 1, participantsNow: 1 })
  expect(await blastOf(ofKind)).toMatchObject({ sessionsSoFar: 0 })
  const finding = await makeFinding(bad)
  await pool('owner').query('UPDATE finding SET affected = ARRAY[$2::uuid] WHERE id = $1', [
    finding,
    bad.participantId,
  ])
  expect(await blastOf(ofKind, at(11))).toMatchObject({ participantsNow: 1, participantsSoFar: 1 })
})

test('is counted once more when it ends, and then stands', async () => {
  const ours = await makeCustomer()
  const { app } = await fiveCalls(ours)
  const dedupKey = 'rule:1:blast'
  const { alertId } = await apply({ customerId: ours.id, dedupKey, at: at(0), appId: app.id })
  await blastOf(alertId ?? '', at(5))
  await apply({ customerId: ours.id, dedupKey, at: at(6), action: 'resolve' })
  const last = await blastOf(alertId ?? '', at(7))
  await pool('owner').query(`UPDATE participant SET band = 'bad' WHERE customer_id = $1`, [ours.id])
  expect(await blastOf(alertId ?? '', at(8))).toEqual(last)
})

test('an alert that is not about calls has none', async () => {
  const ours = await makeCustomer()
  const alertId = await openAlert({ customerId: ours.id, at: at(0), source: 'heartbeat' })
  expect(await blastOf(alertId)).toBeNull()
})
