import type { PoolClient } from 'pg'
import type { Member } from '#lib/access/member.ts'
import { Refused } from '#lib/errors.ts'
import { attachAlerts, detachAlerts } from '../alerts/attach.server.ts'
import { findAttachedIds } from '../alerts/store.server.ts'
import type { IncidentView } from '../api-contract.ts'
import { isOngoing } from '../contract.ts'
import { writeAll } from '../opening/create-incident.server.ts'
import { linkSession, unlinkSession } from '../sessions/link.server.ts'
import { findLinked } from '../sessions/store.server.ts'
import { decideMove } from '../state/decide-move.ts'
import type { IncidentActor, IncidentChange, IncidentRow } from '../state/incident-row.ts'
import { lockIncident } from '../store.server.ts'
import { runIncidentAct } from './run-incident-act.server.ts'

/** Two incidents were one: alerts and calls go over, and this one ends. The other one stays as it is. */
export function mergeIncident(
  member: Member,
  incidentId: string,
  { version, into }: { version: number; into: string },
  now: Date,
): Promise<IncidentView> {
  return runIncidentAct(member, incidentId, { now, version }, async ({ db, row, by }) => {
    const target = await lockIncident(db, [row.customerId], into)
    if (!target) return new Refused('bad-request', 'This customer has no such incident.')
    if (!isOngoing(target.status) || target.id === row.id)
      return new Refused('bad-request', 'It can only be merged into another one that goes on.')
    const change = decideMove(row, { to: 'merged', into: target }, by, now)
    if (change instanceof Refused) return change
    const left = await leave(db, row, by, now)
    await arrive(db, target, left, by, now)
    return { patch: change.patch, events: [...left.events, ...change.events] }
  })
}

type Left = { alertIds: string[]; calls: { sessionId: string; why: string }[] } & Pick<
  IncidentChange,
  'events'
>

async function leave(db: PoolClient, row: IncidentRow, by: IncidentActor, now: Date): Promise<Left> {
  const alertIds = await findAttachedIds(db, row)
  const calls = await findLinked(db, row)
  const changes = [await detachAlerts(db, row, alertIds, by, now)]
  for (const { sessionId } of calls) changes.push(await unlinkSession(db, row, sessionId, by, now))
  return { alertIds, calls, events: changes.flatMap(({ events }) => events) }
}

async function arrive(
  db: PoolClient,
  target: IncidentRow,
  { alertIds, calls }: Left,
  by: IncidentActor,
  now: Date,
): Promise<void> {
  const changes = [await attachAlerts(db, target, alertIds, by, now)]
  for (const call of calls) changes.push(await linkSession(db, target, call, by, now))
  let row: IncidentRow = target
  for (const change of changes) row = await writeAll(db, row, change, now)
}
