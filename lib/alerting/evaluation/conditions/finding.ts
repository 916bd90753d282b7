import { entryOf } from '#lib/diagnosis/catalogue.ts'
import { confidences, severities } from '#lib/diagnosis/contract.ts'
import { fleetKinds } from '#lib/diagnosis/fleet/kinds.ts'
import { stableLabels } from '../../labels.ts'
import type { ConditionOf, RuleScope } from '../../rules/contract.ts'
import { counted } from '../../units.ts'
import { mostCommon } from '../common.ts'
import { type CompiledRule, covers } from '../compiled-rule.ts'
import type { Facts, FindingFacts } from '../facts.ts'
import { type Known, knownKey, noProblems, type Outcome, type Reading } from '../reading.ts'

type Finding = ConditionOf<'finding'>

/**
 * How many calls and people have a kind of problem within the window. Distinct calls and people are counted, so that one
 * page that reports a thousand problems of itself is still one.
 */
export function evaluateFinding(rule: CompiledRule, condition: Finding, facts: Facts, known: Known): Outcome {
  const readings: Reading[] = []
  const customers = rule.customers ?? [...facts.findingsOf.keys()]
  for (const customerId of customers) {
    if (!covers(rule, customerId)) continue
    const wanted = (facts.findingsOf.get(customerId) ?? []).filter((one) =>
      isWanted(one, rule, condition, facts.now),
    )
    const groups = Map.groupBy(wanted, (one) => `${one.appId}|${splitValue(rule, one) ?? ''}`)
    for (const group of groups.values()) {
      const reading = read(rule, condition, facts, group)
      if (reading && (reading.verdict === 'holds' || known.has(knownKey(customerId, reading.instance))))
        readings.push(reading)
    }
  }
  return { readings, measured: null, problems: noProblems }
}

function isWanted(one: FindingFacts, rule: CompiledRule, c: Finding, now: number): boolean {
  const { scope } = rule.spec
  return (
    (one.clearedAt === null || one.clearedAt > now - c.windowMs) &&
    isKindWanted(one.kind, c) &&
    severities.indexOf(one.severity) >= severities.indexOf(c.minSeverity) &&
    confidences.indexOf(one.confidence) >= confidences.indexOf(c.minConfidence) &&
    (one.isRoot || !c.rootOnly) &&
    (rule.apps?.has(one.appId) ?? true) &&
    isInScope(one, scope)
  )
}

/** "Any problem" leaves shared causes to the rules about those, or one trouble would be told twice. */
const isKindWanted = (kind: string, { kinds }: Finding) =>
  kinds.length === 0 ? !sharedKinds.has(kind) : kinds.includes(kind)
const sharedKinds: ReadonlySet<string> = new Set(fleetKinds)

function isInScope({ region, tags }: FindingFacts, scope: RuleScope): boolean {
  const isThere = scope.regions.length === 0 || (region !== null && scope.regions.includes(region))
  return isThere && scope.tags.every(({ key, value }) => tags[key] === value)
}

const splitName = ({ spec: { splitBy } }: CompiledRule): 'region' | 'browser' | null =>
  splitBy.includes('region') ? 'region' : splitBy.includes('browser') ? 'browser' : null

function splitValue(rule: CompiledRule, one: FindingFacts): string | null {
  const name = splitName(rule)
  return name === null ? null : (one[name] ?? 'unknown')
}

function read(rule: CompiledRule, c: Finding, facts: Facts, group: readonly FindingFacts[]): Reading | null {
  const [first] = group
  const app = facts.apps.get(first?.appId ?? '')
  const customer = facts.customers.get(first?.customerId ?? '')
  if (!first || !app || !customer) return null
  const sessions = new Set(group.map(({ sessionId }) => sessionId))
  const people = new Set(group.flatMap((one) => one.people))
  const name = splitName(rule)
  const split = name === null ? {} : { [name]: splitValue(rule, first) ?? 'unknown' }
  const [onlyKind] = c.kinds.length === 1 ? c.kinds : []
  const isByPeople = c.minParticipants > 1
  return {
    customerId: first.customerId,
    instance: stableLabels({ app: app.slug, ...split }),
    labels: { customer: customer.slug, app: app.slug, ...split, ...(onlyKind ? { kind: onlyKind } : {}) },
    appId: first.appId,
    region: name === 'region' ? splitValue(rule, first) : null,
    sessionId: sessions.size === 1 ? first.sessionId : null,
    verdict: sessions.size >= c.minSessions && people.size >= c.minParticipants ? 'holds' : 'clear',
    value: isByPeople ? people.size : sessions.size,
    threshold: isByPeople ? c.minParticipants : c.minSessions,
    traffic: null,
    told: tell(group, sessions, people),
  }
}

function tell(group: readonly FindingFacts[], sessions: ReadonlySet<string>, people: ReadonlySet<string>) {
  const kind = mostCommon(group.map((one) => one.kind)) ?? ''
  const side = mostCommon(group.filter((one) => one.kind === kind).map((one) => one.side))
  const entry = entryOf(kind)
  const whom = `${counted(people.size, 'person', 'people')} in ${counted(sessions.size, 'call')}`
  return {
    title: `${entry.title}: ${whom}`,
    sentence: `has “${entry.title}” for ${whom}`,
    because: ofMany(entry.cause),
    advice: ofMany(entry.remedy),
    ...(side === undefined ? {} : { side }),
    sessionIds: worstFirst(group).slice(0, 20),
  }
}

/** The catalogue speaks of one person's trouble; here it is that of several. */
const words = {
  who: 'those it hits',
  about: 'the others',
  others: 'the others',
  shared: 'one place',
} as const
const ofMany = (template: string) =>
  template.replace(/\{(who|about|others|shared)\}/g, (_all, word: keyof typeof words) => words[word])

function worstFirst(group: readonly FindingFacts[]): string[] {
  const bySeverity = [...group].sort(
    (a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity),
  )
  return [...new Set(bySeverity.map(({ sessionId }) => sessionId))]
}
