import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Member } from '#lib/access/member.ts'
import { acknowledge } from '#lib/alerting/alerts/acknowledge.server.ts'
import { reopen } from '#lib/alerting/alerts/reopen.server.ts'
import { resolve } from '#lib/alerting/alerts/resolve.server.ts'
import { openAlert, staffOf } from '#lib/alerting/alerts/test-alerts.server.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { moveIncident } from '../acts/move.server.ts'
import { followAlerts } from '../alerts/follow-alerts.server.ts'
import { incidentListQuerySchema } from '../api-contract.ts'
import { readIncident, readIncidents } from '../reading/read-incidents.server.ts'
import { incidentEventsOf, makeIncidentRule } from '../test-incidents.server.ts'
import { openByRules } from './open-by-rules.server.ts'

let ours: TestCustomer
let ada: Member
beforeAll(async () => {
  ours = await makeCustomer()
  ada = await staffOf(ours, 'Ada')
  await makeIncidentRule(ours.id)
})
afterAll(closePools)

const noon = Date.parse('2026-11-25T12:00:00Z')
const at = (minutes: number) => new Date(noon + minutes * 60_000)
const open = (minutes: number) => openAlert({ customerId: ours.id, at: at(minutes) })
const ofAlert = async (alertId: string) => {
  const query = incidentListQuerySchema.parse({ view: 'all', customer: ours.id })
  const { incidents } = await readIncidents(ada, query, at(0))
  for (const { incidentId } of incidents) {
    const detail = await readIncident(ada, incidentId)
    if (detail?.alerts.some((alert) => alert.alertId === alertId)) return detail
  }
  return null
}

describe('an alert that holds', () => {
  test('opens one incident after its time, whoever works at it and however often', async () => {
    const alertId = await open(0)
    await openByRules(pool('worker'), at(1))
    expect(await ofAlert(alertId)).toBeNull()
    await Promise.all([1, 2, 3].map(() => openByRules(pool('worker'), at(3))))
    await openByRules(pool('worker'), at(4))
    const detail = await ofAlert(alertId)
    expect(detail?.incident).toMatchObject({ openedBy: 'rule', status: 'investigating' })
    expect(detail?.incident.times).toMatchObject({ acknowledged: null, detected: at(0).getTime() })
    expect(await incidentEventsOf(detail?.incident.incidentId ?? '')).toHaveLength(2)

    const second = await open(4)
    await openByRules(pool('worker'), at(7))
    expect((await ofAlert(second))?.incident.incidentId).toBe(detail?.incident.incidentId)
  })
})

describe('an incident of a rule follows its alerts', () => {
  const opened = async (minutes: number) => {
    const alertId = await open(minutes)
    await openByRules(pool('worker'), at(minutes + 3))
    const detail = await ofAlert(alertId)
    if (!detail) throw new Error('no incident was opened')
    return { alertId, ...detail.incident, alertIds: detail.alerts.map((alert) => alert.alertId) }
  }

  test('who acknowledged one of them has acknowledged it; when all are over it is resolved, and opened again when one fires again', async () => {
    const { alertId, alertIds, incidentId } = await opened(100)
    await acknowledge(ada, alertId, {}, at(104))
    await followAlerts(pool('worker'), at(105))
    const now = async () => (await readIncident(ada, incidentId))?.incident
    expect((await now())?.times.acknowledged).toBe(at(104).getTime())
    for (const id of alertIds) await resolve(ada, id, { reason: 'over' }, at(110)).catch(() => null)
    await followAlerts(pool('worker'), at(111))
    await followAlerts(pool('worker'), at(112))
    expect(await now()).toMatchObject({ status: 'resolved', cause: { category: 'unknown' } })
    await reopen(ada, alertId, {}, at(113))
    await followAlerts(pool('worker'), at(114))
    await followAlerts(pool('worker'), at(115))
    expect(await now()).toMatchObject({ status: 'investigating', times: { impactEnded: null } })
    await resolve(ada, alertId, {}, at(120))
    await followAlerts(pool('worker'), at(121))
    expect(await now()).toMatchObject({ status: 'resolved', times: { impactEnded: at(121).getTime() } })
    await incidentEventsOf(incidentId)
  })

  test('what a person moves back stays back until an alert has something new to say', async () => {
    const { alertId, alertIds, incidentId } = await opened(200)
    for (const id of alertIds) await resolve(ada, id, {}, at(205)).catch(() => null)
    await followAlerts(pool('worker'), at(206))
    const { version = 0 } = (await readIncident(ada, incidentId))?.incident ?? {}
    await moveIncident(ada, incidentId, { version, to: 'investigating', reason: 'Not over' }, at(207))
    await followAlerts(pool('worker'), at(208))
    const detail = await readIncident(ada, incidentId)
    expect(detail?.incident.status).toBe('investigating')
    expect(detail?.timeline.map(({ text }) => text)).toContain(
      'moved it back from Resolved to Investigating; the impact goes on: Not over',
    )
    expect(alertIds).toContain(alertId)
  })
})
