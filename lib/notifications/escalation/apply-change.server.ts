import type { PoolClient } from 'pg'
import { draftEvent, systemActor } from '#lib/alerting/alerts/alert-row.ts'
import { lockAlert } from '#lib/alerting/alerts/store.server.ts'
import { writeChange } from '#lib/alerting/alerts/write-change.server.ts'
import type { EscalationChange } from './keep-escalation.ts'
import type { EscalationRow } from './model.ts'
import { holdAlert } from '../routing/store.server.ts'
import { lockEscalation, saveEscalation } from './store.server.ts'

type Given = { customerId: string; alertId: string; row: EscalationRow | null; change: EscalationChange }

/** Starts, stops, pauses or resumes an escalation, in the caller's transaction; one that moved on meanwhile is left alone. */
export async function applyEscalationChange(client: PoolClient, given: Given, now: Date): Promise<void> {
  // the alert first, like everybody who holds both
  if (!(await holdAlert(client, { customerId: given.customerId, id: given.alertId }))) return
  const row = await lockEscalation(client, given)
  if (row?.lastEscalationAt?.getTime() !== given.row?.lastEscalationAt?.getTime()) return
  if (row?.state !== given.row?.state) return
  const next = changed(given, row, now)
  if (next) await saveEscalation(client, next)
  if (given.change.do === 'pause') await sayPaused(client, given, now)
}

function changed({ customerId, alertId, change }: Given, row: EscalationRow | null, now: Date): EscalationRow | null {
  if (change.do === 'start')
    return {
      ...{ customerId, alertId, policyId: change.policyId, policy: change.policy, step: 0, loop: 0 },
      ...{ state: 'running', startedAt: now, lastEscalationAt: null, nextEscalationAt: change.nextAt },
    }
  if (!row) return null
  if (change.do === 'stop') return { ...row, state: 'stopped', nextEscalationAt: null }
  if (change.do === 'pause')
    return {
      ...row,
      state: 'paused',
      policy: { ...row.policy, remainingMs: change.remainingMs },
      nextEscalationAt: null,
    }
  const { remainingMs: _left, ...policy } = row.policy
  return { ...row, state: 'running', policy, nextEscalationAt: change.nextAt }
}

/** The timeline says so: nobody is called meanwhile. */
async function sayPaused(client: PoolClient, { customerId, alertId, row }: Given, now: Date): Promise<void> {
  const alert = await lockAlert(client, [customerId], alertId)
  if (!alert) return
  const data = { policy: row?.policy.name ?? '', step: row?.step ?? 0 }
  const event = draftEvent(systemActor, 'escalation-paused', { data })
  await writeChange(client, alert, { patch: {}, events: [event] }, now)
}
