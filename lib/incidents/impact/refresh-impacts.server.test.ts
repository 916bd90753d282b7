import { afterAll, expect, test } from 'vitest'
import { staffOf } from '#lib/alerting/alerts/test-alerts.server.ts'
import { ensurePartitions } from '#lib/db/partitions.server.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { keepTelemetry, makeCall } from '#lib/db/test-calls.server.ts'
import { makeApp, makeCustomer } from '#lib/db/test-customers.server.ts'
import { editIncident } from '../acts/edit.server.ts'
import { moveIncident } from '../acts/move.server.ts'
import { readIncident } from '../reading/read-incidents.server.ts'
import { openByHand } from '../test-incidents.server.ts'
import { refreshImpacts } from './refresh-impacts.server.ts'

afterAll(closePools)

test('what it costs is counted in its apps while it goes on, and once more when it is over', async () => {
  const now = new Date()
  const at = (minutes: number) => new Date(Math.floor(now.getTime() / 60_000) * 60_000 + minutes * 60_000)
  await ensurePartitions(now)
  const ours = await makeCustomer()
  const [app, other] = [await makeApp(ours), await makeApp(ours)]
  const [call, elsewhere] = [
    await makeCall(app, { startedAt: at(-20), state: 'live' }),
    await makeCall(other, { startedAt: at(-20), state: 'live' }),
  ]
  for (const one of [call, elsewhere]) await keepTelemetry(one, 15)
  const band = (participantId: string, from: number, to: number, value: string) =>
    pool('owner').query(
      `UPDATE participant_minute SET band = $4::"BandName" WHERE participant_id = $1 AND minute >= $2 AND minute < $3`,
      [participantId, at(from), at(to), value],
    )
  await band(call.participantId, -15, -12, 'bad')
  await band(call.participantId, -12, -10, 'poor')
  await band(elsewhere.participantId, -15, -10, 'bad')
  const ada = await staffOf(ours, 'Ada')
  const opened = await openByHand(
    ada,
    { customerId: ours.id, appIds: [app.id], impactStartedAt: at(-16).getTime() },
    at(-8),
  )
  const impact = async () => (await readIncident(ada, opened.incidentId))?.incident.impact
  await refreshImpacts(pool('worker'), at(-8))
  expect(await impact()).toMatchObject({
    ...{ impactMinutes: 5, sessions: 1, participants: 1, badMinutes: 3, poorMinutes: 2 },
    ...{ painMinutes: 4, share: 0.5, joinFailures: 0 },
  })
  const cause = { category: 'network' as const, text: '' }
  const resolved = await moveIncident(
    ada,
    opened.incidentId,
    { version: opened.version, to: 'resolved', cause },
    at(-7),
  )
  await editIncident(ada, opened.incidentId, { version: resolved.version, appIds: [] }, at(-6))
  await refreshImpacts(pool('worker'), at(-5))
  expect(await impact()).toMatchObject({ impactMinutes: 5, sessions: 2, to: at(-7).getTime() })
})
