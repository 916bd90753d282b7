import type { Pool, PoolClient } from 'pg'
import { inTransaction } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import { log } from '#lib/log.server.ts'
import { attachAlerts } from '../alerts/attach.server.ts'
import { openIncident } from '../opening/open-incident.server.ts'
import { proposeFor } from '../severity/propose.server.ts'
import type { IncidentActor, IncidentRow } from '../state/incident-row.ts'
import { writeIncidentChange } from '../write-incident-change.server.ts'
import { chooseRule, type OpeningRule, type WaitingAlert } from './choose-rule.ts'
import { findOpeningRules, findWaitingAlerts, lockOpened, lockOpening, lockWaiting } from './store.server.ts'

const atOnce = 500

/**
 * Opens incidents for the alerts whose rule and time say so, or adds them to the one that the rule has opened already.
 * All is told from what is stored, so a worker that dies in between changes nothing. Answers how many alerts it placed.
 */
export async function openByRules(pool: Pool, now: Date): Promise<number> {
  const rules = await findOpeningRules(pool)
  if (rules.length === 0) return 0
  let placed = 0
  for (const alert of await findWaitingAlerts(pool, now, atOnce)) {
    const rule = chooseRule(alert, rules, now)
    if (rule && (await placeSafely(pool, alert, rule, now))) placed += 1
  }
  return placed
}

/** One that cannot be placed does not hold up the others. */
async function placeSafely(pool: Pool, alert: WaitingAlert, rule: OpeningRule, now: Date): Promise<boolean> {
  try {
    return await inTransaction(pool, (client) => place(client, alert, rule, now))
  } catch (error) {
    log.warn({ err: error, alertId: alert.id, ruleId: rule.id }, 'an incident could not be opened by rule')
    return false
  }
}

async function place(db: PoolClient, found: WaitingAlert, rule: OpeningRule, now: Date): Promise<boolean> {
  await lockOpening(db, rule.id, found.customerId)
  const opened = await lockOpened(db, rule.id, found.customerId)
  const alert = await lockWaiting(db, found, now)
  if (!alert || chooseRule(alert, [rule], now) === null) return false
  const by: IncidentActor = { actorKind: 'rule', actorId: rule.id, actorName: rule.name }
  const row = opened ?? (await open(db, alert, rule, by, now))
  const change = await attachAlerts(db, row, [alert.id], by, now)
  if (change instanceof Refused) return false
  return (await writeIncidentChange(db, row, change, now)) !== null
}

/** People have not taken it up: nobody has acknowledged it, whatever its status is called. */
async function open(
  db: PoolClient,
  { id, customerId, title }: WaitingAlert,
  rule: OpeningRule,
  by: IncidentActor,
  now: Date,
): Promise<IncidentRow> {
  const proposal = await proposeFor(db, customerId, [id], now)
  return openIncident(
    db,
    {
      ...{ customerId, title, proposal, status: 'investigating', openedBy: 'rule' },
      ...{ autoResolve: rule.autoResolve, incidentRuleId: rule.id },
      severity: rule.severity ?? proposal?.severity ?? 'major',
    },
    by,
    now,
  )
}
