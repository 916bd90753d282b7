import type { FleetFinding } from '#lib/diagnosis/fleet/contract.ts'
import { showCause } from '#lib/diagnosis/fleet/show-finding.ts'
import { stableLabels } from '../../labels.ts'
import type { ConditionOf } from '../../rules/contract.ts'
import { type CompiledRule, covers } from '../compiled-rule.ts'
import type { CustomerFacts, Facts } from '../facts.ts'
import { type Known, noProblems, type Outcome, type Reading } from '../reading.ts'

/**
 * A cause that many calls share. Each customer it touches has an alert of its own, in words that name no other customer.
 * It is over when the cause no longer stands.
 */
export function evaluateFleet(
  rule: CompiledRule,
  condition: ConditionOf<'fleet'>,
  facts: Facts,
  _known: Known,
): Outcome {
  const readings: Reading[] = []
  for (const finding of facts.fleet) {
    if (condition.dimensions.length > 0 && !condition.dimensions.includes(finding.dimension)) continue
    for (const { customerId, people } of finding.customers) {
      const customer = facts.customers.get(customerId)
      if (!customer || !covers(rule, customerId) || people === 0) continue
      if (!touchesScope(rule, finding, customerId, facts)) continue
      readings.push(read(condition, finding, people, customer, facts))
    }
  }
  return { readings, measured: null, problems: noProblems }
}

/** A cause that lies in one app is nothing to a rule on others; all other causes may touch any. */
function touchesScope(
  rule: CompiledRule,
  { dimension, value }: FleetFinding,
  customerId: string,
  facts: Facts,
) {
  if (rule.apps === null || dimension !== 'app') return true
  return (facts.appsOf.get(customerId) ?? []).some(
    ({ appId }) => value.includes(appId) && rule.apps?.has(appId),
  )
}

function read(
  { minParticipants }: ConditionOf<'fleet'>,
  finding: FleetFinding,
  people: number,
  customer: CustomerFacts,
  facts: Facts,
): Reading {
  const { customerId, slug, name } = customer
  const apps = new Map((facts.appsOf.get(customerId) ?? []).map((app) => [app.appId, app.name]))
  const cause = showCause(finding, { customers: new Map([[customerId, name]]), apps })
  const identity = { 'label.cause': `${finding.dimension}=${finding.value}`.slice(0, 300) }
  return {
    customerId,
    instance: stableLabels(identity),
    labels: { customer: slug, ...identity, ...(cause ? { kind: cause.kind } : {}) },
    appId: null,
    region: finding.dimension === 'region' ? finding.value : null,
    sessionId: null,
    // another customer's own cause is none of this one's
    verdict: cause !== null && finding.people >= minParticipants ? 'holds' : 'clear',
    value: people,
    threshold: minParticipants,
    traffic: null,
    told: cause && {
      title: cause.title,
      sentence: `is touched with ${people === 1 ? '1 person' : `${people} people`}`,
      because: cause.sentence,
      advice: cause.remedy,
      side: sideOf(cause.scope),
    },
  }
}

function sideOf(scope: string): string {
  if (scope === 'server' || scope === 'region' || scope === 'platform') return 'server'
  if (scope === 'release') return 'browser'
  return scope === 'application' ? 'application' : 'network-access'
}
