import type { PoolClient } from 'pg'
import type { Member } from '#lib/access/member.ts'
import { within } from '#lib/access/within.ts'
import { alertSeverities } from '#lib/alerting/severity.ts'
import { readActiveSuppressions } from '#lib/alerting/suppression/read-active.server.ts'
import { writeInScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import { climb } from '../escalation/climb.ts'
import { readDirectory } from '../escalation/directory.server.ts'
import type { EscalationRow } from '../escalation/model.ts'
import { chooseRoutes } from './choose-routes.ts'
import type { TryReply, TryRequest } from './contract.ts'
import type { Settings, StateAlert } from './customer-state.ts'
import { lastResort } from './default-routing.ts'
import { explainRouting } from './explain-routing.ts'
import { lookAtAlert } from './look-at-alert.ts'
import { readSettings, readSlug, readStates } from './store.server.ts'

const hourMs = 3_600_000

/** Who would be told of this alert if it fired now and nobody answered for an hour. Reads alone: nothing is sent. */
export async function tryRouting(member: Member, asked: TryRequest, now: Date): Promise<TryReply> {
  return writeInScope(member.scope, async (db) => {
    const { alert, others } = await alertOf(db, member, asked, now)
    const spans = await readActiveSuppressions(db, now)
    const settings = { ...(await readSettings(db)), spans }
    const found = await whoIsTold(db, alert, settings, now)
    const { suppression } = lookAtAlert(
      { ...alert, suppressedBy: [] },
      [...others, alert],
      settings,
      false,
      now,
    )
    const reply = {
      ...found,
      customerId: alert.customerId,
      labels: alert.labels,
      mutedBy: suppression.suppressedBy.map(({ kind, name, until }) => ({ kind, name, until })),
    }
    return { ...reply, sentences: explainRouting(reply, now) }
  })
}

async function alertOf(
  db: PoolClient,
  member: Member,
  asked: TryRequest,
  now: Date,
): Promise<{ alert: StateAlert; others: StateAlert[] }> {
  const customerIds =
    'customerId' in asked ? [within(member.scope, asked.customerId)] : member.scope.customerIds
  const states = await readStates(db, customerIds)
  const open = states.flatMap(({ alerts }) => alerts)
  if ('alertId' in asked) {
    const alert = open.find(({ id }) => id === asked.alertId.toLowerCase())
    if (!alert) throw new Refused('not-found', 'No such alert is open.')
    return { alert, others: open.filter(({ customerId }) => customerId === alert.customerId) }
  }
  const customerId = within(member.scope, asked.customerId)
  const customer = await readSlug(db, customerId)
  return { alert: madeUp(customerId, { customer, ...asked.labels }, now), others: open }
}

function madeUp(customerId: string, given: Record<string, string>, now: Date): StateAlert {
  const severity = alertSeverities.find((one) => one === given.severity) ?? 'major'
  return {
    ...{
      id: 'made-up',
      customerId,
      title: 'Made up',
      labels: { ...given, severity },
      severity,
      state: 'open',
    },
    ...{ openedAt: now, resolvedAt: null, snoozedUntil: null, flappingSince: null, reopenWindowMs: 0 },
    ...{ suppressedBy: [], unsuppressedAt: null, firstNotifiedAt: null, version: 1 },
    ...{ reopenedAt: null, worsenedAt: null, leftAt: null, knownUnheard: false },
  }
}

async function whoIsTold(
  db: PoolClient,
  alert: StateAlert,
  settings: Settings,
  now: Date,
): Promise<Pick<TryReply, 'routes' | 'told'>> {
  const chosen = chooseRoutes(alert, settings.routes, settings.channels)
  const channelName = (id: string) => settings.channels.find(({ channelId }) => channelId === id)?.name ?? ''
  const policyOf = (id: string | null) => settings.policies.find(({ policyId }) => policyId === id) ?? null
  const routes = chosen.map(({ route, channelIds }) => ({
    routeId: route.routeId,
    name: route.name,
    isLastResort: route.routeId === lastResort.routeId,
    channels: channelIds.map((channelId) => ({ channelId, name: channelName(channelId) })),
    policy: named(policyOf(route.policyId)),
  }))
  const byRoute = chosen.flatMap(({ route, channelIds }) =>
    channelIds.flatMap((id) =>
      groupTimes(route, now).map((time) => ({ ...time, whom: channelName(id), how: '' })),
    ),
  )
  const policy = chosen.map(({ route }) => policyOf(route.policyId)).find((one) => one !== null)
  const bySteps = policy ? await stepsWithinHour(db, alert, policy, now) : []
  return { routes, told: [...byRoute, ...bySteps].sort((a, b) => a.at - b.at) }
}

const named = (policy: Settings['policies'][number] | null) =>
  policy && { policyId: policy.policyId, name: policy.policy.name }

/** The first word, and repeats of it within the hour. */
function groupTimes({ groupWaitMs, groupIntervalMs, repeatIntervalMs }: typeof lastResort, now: Date) {
  const first = now.getTime() + groupWaitMs
  const everyMs = Math.ceil(repeatIntervalMs / groupIntervalMs) * groupIntervalMs
  const times = [{ at: first, why: 'first notification' }]
  for (let at = first + everyMs; at <= now.getTime() + hourMs; at += everyMs)
    times.push({ at, why: 'repeat interval elapsed' })
  return times
}

/** Climbs as the engine would, asking at each step who is on call then. */
async function stepsWithinHour(
  db: PoolClient,
  { customerId, severity, id: alertId }: StateAlert,
  { policyId, policy }: Settings['policies'][number],
  now: Date,
): Promise<TryReply['told']> {
  const told: TryReply['told'] = []
  const targets = policy.steps.flatMap((step) => [...step.targets])
  let row: EscalationRow = {
    ...{ customerId, alertId, policyId, policy, step: 0, loop: 0, state: 'running', startedAt: now },
    ...{
      lastEscalationAt: null,
      nextEscalationAt: new Date(now.getTime() + (policy.steps[0]?.delayMs ?? 0)),
    },
  }
  while (row.nextEscalationAt !== null && row.nextEscalationAt.getTime() <= now.getTime() + hourMs) {
    const at = row.nextEscalationAt
    const directory = (await readDirectory(db, targets, at))(customerId)
    const climbed = climb(row, { severity, openedAt: now, answered: false }, directory, at)
    for (const { memberId, channelId, payload, notBefore } of climbed.drafts)
      told.push({
        at: notBefore.getTime(),
        whom:
          (memberId ? directory.members.get(memberId)?.name : directory.channels.get(channelId ?? '')) ?? '',
        how: payload.by ?? '',
        why: payload.reason,
      })
    for (const { step, missed } of climbed.told)
      told.push(...missed.map((why) => ({ at: at.getTime(), whom: 'Nobody', how: `step ${step}`, why })))
    row = climbed.row
  }
  return told
}
