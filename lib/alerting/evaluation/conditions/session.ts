import { entryOf } from '#lib/diagnosis/catalogue.ts'
import { severities } from '#lib/diagnosis/contract.ts'
import { globMatches, stableLabels } from '../../labels.ts'
import type { ConditionOf } from '../../rules/contract.ts'
import { counted } from '../../units.ts'
import { type CompiledRule, covers } from '../compiled-rule.ts'
import type { CustomerFacts, Facts, SessionFacts } from '../facts.ts'
import { type Known, noProblems, type Outcome, type Reading, type Told } from '../reading.ts'

type Session = ConditionOf<'session'>

/** One call that must go well. A call that ends is gone, not healthy. */
export function evaluateSession(
  rule: CompiledRule,
  condition: Session,
  facts: Facts,
  _known: Known,
): Outcome {
  const { watch } = condition
  const isWatched = watch === null || (facts.now >= watch.startsAt && facts.now < watch.endsAt)
  const readings: Reading[] = []
  for (const customer of isWatched ? facts.customers.values() : []) {
    if (!covers(rule, customer.customerId)) continue
    const calls = (facts.sessionsOf.get(customer.customerId) ?? []).filter((call) =>
      isMeant(call, rule, condition),
    )
    for (const call of calls) readings.push(read(condition, call, customer, facts))
    if (watch !== null && condition.condition.is === 'people' && rule.customers !== null)
      readings.push(notBegun(condition, customer, calls.length))
  }
  return { readings, measured: null, problems: noProblems }
}

function isMeant(call: SessionFacts, rule: CompiledRule, { externalIds, names, tags }: Session): boolean {
  const { scope } = rule.spec
  return (
    (rule.apps?.has(call.appId) ?? true) &&
    (externalIds.length === 0 || externalIds.some((glob) => globMatches(glob, call.externalId))) &&
    (names.length === 0 || names.some((glob) => globMatches(glob, call.name ?? ''))) &&
    [...tags, ...scope.tags].every(({ key, value }) => globMatches(value, call.tags[key] ?? ''))
  )
}

function read(condition: Session, call: SessionFacts, customer: CustomerFacts, facts: Facts): Reading {
  const { app } = { app: facts.apps.get(call.appId) }
  const labels = { ...(app ? { app: app.slug } : {}), session: call.sessionId }
  const name = call.name ?? call.externalId
  return {
    customerId: customer.customerId,
    instance: stableLabels(labels),
    labels: { customer: customer.slug, ...labels },
    appId: call.appId,
    region: call.tags.region ?? null,
    sessionId: call.sessionId,
    traffic: null,
    ...judge(condition, call, name, facts),
  }
}

type Judged = { verdict: Reading['verdict']; value: number | null; threshold: number | null; told: Told }
const found = (holds: boolean) => (holds ? 'holds' : 'clear')

function judge({ condition }: Session, call: SessionFacts, name: string, facts: Facts): Judged {
  const sessionIds = [call.sessionId]
  const { score, band, people } = call
  switch (condition.is) {
    case 'band': {
      const told = {
        title: `“${name}” is ${upper(band)}`,
        sentence: `has the call “${name}” that is ${upper(band)}`,
        sessionIds,
      }
      const holds = band === 'bad' || (condition.worst === 'poor' && band === 'poor')
      return { verdict: band === 'unknown' ? 'no-data' : found(holds), value: score, threshold: null, told }
    }
    case 'score': {
      const shown = score === null ? 'unknown' : score.toFixed(1)
      const told = {
        title: `“${name}” scores ${shown} < ${condition.below}`,
        sentence: `has the call “${name}” that scores ${shown}`,
        sessionIds,
      }
      const verdict = score === null ? 'no-data' : found(score < condition.below)
      return { verdict, value: score, threshold: condition.below, told }
    }
    case 'people': {
      const told = {
        title: `“${name}” has ${counted(people, 'person', 'people')}, fewer than ${condition.fewerThan}`,
        sentence: `has the call “${name}” with ${counted(people, 'person', 'people')} in it`,
        sessionIds,
      }
      return {
        verdict: found(people < condition.fewerThan),
        value: people,
        threshold: condition.fewerThan,
        told,
      }
    }
    case 'finding':
      return judgeFindings(condition.minSeverity, call, name, facts)
  }
}

function judgeFindings(
  minSeverity: (typeof severities)[number],
  call: SessionFacts,
  name: string,
  facts: Facts,
): Judged {
  const least = severities.indexOf(minSeverity)
  const open = (facts.findingsOf.get(call.customerId) ?? [])
    .filter((one) => one.sessionId === call.sessionId && one.clearedAt === null && one.confidence !== 'low')
    .filter((one) => severities.indexOf(one.severity) >= least)
    .sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity))
  const worst = open.find(({ isRoot }) => isRoot) ?? open[0]
  const title = worst ? entryOf(worst.kind).title : 'no such problem now'
  return {
    verdict: found(worst !== undefined),
    value: open.length,
    threshold: 1,
    told: {
      title: `“${name}”: ${title}`,
      sentence: `has the call “${name}” with “${title}”`,
      sessionIds: [call.sessionId],
      ...(worst ? { side: worst.side } : {}),
    },
  }
}

/** The call of a watch that is not there at all. */
function notBegun(
  { names, externalIds, condition }: Session,
  customer: CustomerFacts,
  calls: number,
): Reading {
  const name = names[0] ?? externalIds[0] ?? 'the call'
  return {
    customerId: customer.customerId,
    instance: stableLabels({}),
    labels: { customer: customer.slug },
    appId: null,
    region: null,
    sessionId: null,
    verdict: found(calls === 0),
    value: calls,
    threshold: condition.is === 'people' ? condition.fewerThan : null,
    traffic: null,
    told: { title: `“${name}” has not begun`, sentence: `has no call “${name}”, which should have begun` },
  }
}

const upper = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
