import { type CompiledRule, covers, type Problem } from './compiled-rule.ts'
import { decideTransition } from './decide-transition.ts'
import type { Facts } from './facts.ts'
import type { Change, InstanceState, Seen, Timing } from './instance-state.ts'
import { type Known, knownKey, type Outcome, type Reading } from './reading.ts'

/** What became of one instance. `reading` is null where it was not seen. */
export type Step = {
  customerId: string
  instance: string
  was: InstanceState | null
  next: InstanceState | null
  change: Change
  reading: Reading | null
}
export type Advanced = { steps: Step[]; problems: ReadonlyMap<string, Problem> }

/** One rule, one evaluation: the next state of each of its instances. A customer with a problem keeps what it had. */
export function advanceRule(
  rule: CompiledRule,
  outcome: Outcome,
  known: Known,
  { now, customers }: Pick<Facts, 'now' | 'customers'>,
  evaluationMs: number,
): Advanced {
  const { forMs, keepFiringMs, missingEvaluations } = rule.spec
  const timing: Timing = { forMs, keepFiringMs, missingEvaluations, evaluationMs }
  const readings = new Map<string, Reading>()
  const doubled = new Set<string>()
  for (const reading of outcome.readings) {
    const key = knownKey(reading.customerId, reading.instance)
    if (readings.has(key)) doubled.add(reading.customerId)
    readings.set(key, reading)
  }
  if (rule.spec.noData === 'alert' || rule.spec.noData === 'own-alert')
    for (const customerId of customers.keys()) addNoData(rule, customerId, outcome, known, readings)
  const problems = problemsOf(rule, outcome, readings, doubled)
  const steps: Step[] = []
  const step = (key: string, customerId: string, instance: string, seen: Seen) => {
    const was = known.get(key) ?? null
    const { next, change } = decideTransition(was, seen, timing, now)
    if (was !== null || next !== null)
      steps.push({ customerId, instance, was, next, change, reading: readings.get(key) ?? null })
  }
  for (const [key, reading] of readings)
    step(key, reading.customerId, reading.instance, seenOf(rule, reading, outcome, problems))
  for (const key of known.keys()) {
    if (readings.has(key)) continue
    const [customerId = '', instance = ''] = splitKey(key)
    if (covers(rule, customerId)) step(key, customerId, instance, unseen(rule, customerId, outcome, problems))
  }
  return { steps, problems }
}

const splitKey = (key: string) => [key.slice(0, key.indexOf('|')), key.slice(key.indexOf('|') + 1)]

function problemsOf(
  { spec: { maxInstances } }: CompiledRule,
  outcome: Outcome,
  readings: ReadonlyMap<string, Reading>,
  doubled: ReadonlySet<string>,
): ReadonlyMap<string, Problem> {
  const holding = new Map<string, number>()
  for (const { verdict, customerId } of readings.values())
    if (verdict === 'holds') holding.set(customerId, (holding.get(customerId) ?? 0) + 1)
  const many = [...holding].filter(([, count]) => count > maxInstances)
  if (many.length === 0 && doubled.size === 0) return outcome.problems
  const problems = new Map(outcome.problems)
  for (const [customerId, count] of many)
    problems.set(customerId, {
      code: 'too-many-instances',
      problem: `It holds for ${count} label sets at once, more than its limit of ${maxInstances}. What it said before stays.`,
    })
  for (const customerId of doubled)
    problems.set(customerId, {
      code: 'duplicate-labels',
      problem: 'Two of its results have the same labels.',
    })
  return problems
}

function seenOf(
  rule: CompiledRule,
  reading: Reading,
  outcome: Outcome,
  problems: Advanced['problems'],
): Seen {
  const { verdict, value, customerId } = reading
  if (isFatal(problems.get(customerId))) return { verdict: 'error' }
  if (verdict === 'no-data') return unseen(rule, customerId, outcome, problems)
  return { verdict, value, reason: reading.instance === noDataInstance ? 'no_data' : 'value' }
}

/** Thin history is told by each series for itself: others of the customer may have enough. */
const isFatal = (problem: Problem | undefined) => problem !== undefined && problem.code !== 'thin-history'

/** Not seen: gone while others are there, or nothing is there at all. */
function unseen(
  rule: CompiledRule,
  customerId: string,
  outcome: Outcome,
  problems: Advanced['problems'],
): Seen {
  if (isFatal(problems.get(customerId))) return { verdict: 'error' }
  const { measured } = outcome
  if (measured === null)
    return {
      verdict: rule.spec.condition.kind === 'session' ? 'missing' : 'clear',
      value: null,
      reason: 'value',
    }
  if (measured.has(customerId)) return { verdict: 'missing' }
  switch (rule.spec.noData) {
    case 'ok':
      return { verdict: 'clear', value: null, reason: 'no_data' }
    case 'alert':
      return { verdict: 'holds', value: null, reason: 'no_data' }
    default:
      return { verdict: 'keep' }
  }
}

/** The instance that says "nothing is known of this customer". */
export const noDataInstance = 'no-data'

function addNoData(
  rule: CompiledRule,
  customerId: string,
  { measured }: Outcome,
  known: Known,
  readings: Map<string, Reading>,
) {
  const { noData } = rule.spec
  if (measured === null || !covers(rule, customerId)) return
  const key = knownKey(customerId, noDataInstance)
  const isSaid =
    noData === 'alert' && [...known.keys()].some((other) => other !== key && other.startsWith(customerId))
  if (measured.has(customerId) ? !known.has(key) : isSaid) return
  readings.set(key, {
    customerId,
    instance: noDataInstance,
    labels: {},
    appId: null,
    region: null,
    sessionId: null,
    verdict: measured.has(customerId) ? 'clear' : 'holds',
    value: null,
    threshold: null,
    traffic: null,
    told: { title: 'No data', sentence: `has sent nothing that “${rule.name}” could be told from` },
  })
}
