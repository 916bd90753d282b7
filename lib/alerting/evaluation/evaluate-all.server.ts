import { advanceRule } from './advance-rule.ts'
import type { Catalogue } from './catalogue.server.ts'
import { type CompiledRule, compileRule, covers, type Problem } from './compiled-rule.ts'
import type { evaluateRule } from './evaluate-rule.ts'
import type { Facts } from './facts.ts'
import { shardOf } from './hold-shards.server.ts'
import { healthKey, type Memory, writtenKey } from './memory.server.ts'
import type { createWork } from './plan-changes.ts'
import { afterFailure, type Failure, isQuarantined } from './quarantine.ts'
import { type Known, knownKey } from './reading.ts'

const evaluationMs = 1_000
const nothingKnown: Known = new Map()

export type Evaluating = {
  catalogue: Catalogue
  facts: Facts
  memory: Memory
  shards: ReadonlySet<number>
  failures: Map<string, Failure>
  work: ReturnType<typeof createWork>
  evaluate: typeof evaluateRule
  onError: (error: unknown, ruleId: string) => void
}

/** Every rule of the held shards once, in memory. A rule that throws changes nothing but its own health. */
export function evaluateAll(it: Evaluating): void {
  for (const ruleId of it.catalogue.stored.keys()) if (it.shards.has(shardOf(ruleId))) evaluateOne(it, ruleId)
  for (const { ruleId, name, customers, problem } of it.catalogue.broken) {
    if (!it.shards.has(shardOf(ruleId))) continue
    const concerned = customers ?? [...it.catalogue.customers.keys()]
    const problems = new Map(concerned.map((customerId) => [customerId, problem]))
    tellHealth(it, { ruleId, name, isPack: customers === null }, problems)
  }
}

function evaluateOne(it: Evaluating, ruleId: string) {
  const { catalogue, failures, facts } = it
  const stored = catalogue.stored.get(ruleId)
  const variants = catalogue.variants.get(ruleId) ?? []
  if (!stored || catalogue.broken.some((one) => one.ruleId === ruleId)) return
  endOrphans(it, ruleId, variants)
  if (isQuarantined(failures.get(ruleId), stored.version, facts.now)) return
  const problems = new Map<string, Problem>()
  try {
    const known = it.memory.known.get(ruleId) ?? nothingKnown
    const advanced = variants.map((rule) => ({
      rule,
      ...advanceRule(rule, it.evaluate(rule, facts, known), known, facts, evaluationMs),
    }))
    for (const { rule, steps, problems: some } of advanced) {
      for (const [customerId, problem] of some)
        if (covers(rule, customerId)) problems.set(customerId, problem)
      for (const step of steps) {
        const key = writtenKey(ruleId, step.customerId, step.instance)
        const isDue = it.work.add(rule, step, it.memory.written.get(key), facts.now)
        // what is not written yet is known all the same; what is written is known once that is committed
        if (!isDue && step.next !== null)
          it.memory.known.get(ruleId)?.set(knownKey(step.customerId, step.instance), step.next)
      }
    }
    failures.delete(ruleId)
  } catch (error) {
    return failRule(it, ruleId, error)
  }
  tellHealth(it, { ruleId, name: stored.name, isPack: stored.customerId === null }, problems)
}

/** Instances of a rule that no longer is, or no longer is for this customer. */
function endOrphans(
  { catalogue, memory, work, facts }: Evaluating,
  ruleId: string,
  variants: readonly CompiledRule[],
) {
  const known = memory.known.get(ruleId)
  const stored = catalogue.stored.get(ruleId)
  if (!known || !stored) return
  for (const [key, was] of known) {
    const customerId = key.slice(0, 36)
    if (variants.some((rule) => covers(rule, customerId))) continue
    const change = was.state === 'firing' ? 'resolved' : 'dropped'
    const step = { customerId, instance: key.slice(37), was, next: null, change, reading: null } as const
    work.add(variants[0] ?? stub(stored), step, undefined, facts.now, 'rule disabled')
  }
}

/** Enough of a rule that is no more to end what it began. */
function stub({
  ruleId,
  name,
  severity,
  customerId,
}: NonNullable<ReturnType<Catalogue['stored']['get']>>): CompiledRule {
  return compileRule({
    ...{ ruleId, name, severity, isPack: customerId === null, customers: [], except: new Set<string>() },
    spec: {
      condition: { kind: 'fleet', dimensions: [], minParticipants: 1 },
      scope: { appIds: [], regions: [], tags: [] },
      ...{
        splitBy: ['app'],
        forMs: 0,
        keepFiringMs: 0,
        noData: 'ok',
        missingEvaluations: 1,
        maxInstances: 1,
      },
      ...{ reopenWindowMs: 0, ackTimeoutMs: null, autoResolve: true, advice: '', runbookUrl: '' },
    },
  })
}

/** The rule failed: it is tried some more times, and who owns it is told. */
export function failRule(
  it: Pick<Evaluating, 'catalogue' | 'failures' | 'work' | 'facts' | 'onError'>,
  ruleId: string,
  error: unknown,
) {
  const stored = it.catalogue.stored.get(ruleId)
  if (!stored) return
  it.onError(error, ruleId)
  const text = 'Its evaluation fails; the log of the worker says why.'
  const failure = afterFailure(it.failures.get(ruleId), stored.version, text, it.facts.now)
  it.failures.set(ruleId, failure)
  const rule = { ruleId, name: stored.name, isPack: stored.customerId === null }
  const problem = { code: 'failed' as const, problem: text, tries: failure.tries, until: failure.until }
  const variants = it.catalogue.variants.get(ruleId) ?? []
  for (const customerId of it.catalogue.customers.keys())
    if (variants.some((variant) => covers(variant, customerId)))
      it.work.addHealth(customerId, { rule, problem })
}

function tellHealth(
  { memory, work, catalogue }: Evaluating,
  rule: { ruleId: string; name: string; isPack: boolean },
  problems: ReadonlyMap<string, Problem>,
) {
  for (const [customerId, problem] of problems) {
    const was = memory.health.get(healthKey(rule.ruleId, customerId))
    if (was?.code === problem.code && was.problem === problem.problem) continue
    work.addHealth(customerId, { rule, problem: { ...problem, tries: 1, until: null } })
  }
  if (memory.health.size === 0) return
  for (const customerId of catalogue.customers.keys())
    if (!problems.has(customerId) && memory.health.has(healthKey(rule.ruleId, customerId)))
      work.addHealth(customerId, { rule, problem: null })
}
