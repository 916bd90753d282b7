import { type RuleSpec, ruleSpecSchema } from '../rules/contract.ts'
import { type CompiledRule, compileRule } from './compiled-rule.ts'
import type { Facts, FindingFacts, SessionFacts } from './facts.ts'
import { makeFrame, type SliceSums } from './frame.ts'
import { noSums, type Sums } from './metric-value.ts'

/** Made-up facts for tests: two customers, three apps. */
export const minute = 60_000
export const noon = Date.UTC(2026, 10, 25, 12) // a Wednesday
const customers = new Map(
  ['acme', 'brightside'].map((slug) => [
    slug,
    { customerId: slug, slug, name: slug, timeZone: 'Europe/Berlin' },
  ]),
)
const appList = [
  { appId: 'video', customerId: 'acme', slug: 'video', name: 'Video' },
  { appId: 'chat', customerId: 'acme', slug: 'chat', name: 'Chat' },
  { appId: 'clinic', customerId: 'brightside', slug: 'clinic', name: 'Clinic' },
]

export const slice = (appId: string, sums: Partial<Sums>, dimension = '', value = ''): SliceSums => ({
  customerId: appId === 'clinic' ? 'brightside' : 'acme',
  ...{ appId, dimension, value, sums: { ...noSums(), ...sums } },
})

export function makeFacts(
  given: Partial<Facts> & {
    slices?: readonly SliceSums[]
    windows?: Record<number, readonly SliceSums[]>
  } = {},
): Facts {
  const names = { customers, apps: new Map(appList.map((app) => [app.appId, app])) }
  const { slices = [], windows, ...facts } = given
  return {
    now: noon,
    ...names,
    appsOf: Map.groupBy(appList, ({ customerId }) => customerId),
    frame: (windowMs) =>
      makeFrame(
        windows?.[windowMs] ?? slices,
        { buckets: windowMs / 10_000, minutes: windowMs / minute },
        names,
      ),
    heardSince: () => 0,
    weeks: () => [],
    findingsOf: new Map(),
    fleet: [],
    sessionsOf: new Map(),
    ...facts,
  }
}

export function makeRule(
  condition: object,
  spec: object = {},
  given: Partial<CompiledRule> = {},
): CompiledRule {
  const parsed: RuleSpec = ruleSpecSchema.parse({ condition, scope: {}, ...spec })
  const base = { ruleId: 'rule', name: 'A rule', severity: 'major' as const, isPack: true }
  return compileRule({ ...base, customers: null, except: new Set(), ...given, spec: parsed })
}

let count = 0
export const finding = (given: Partial<FindingFacts> = {}): FindingFacts => ({
  findingId: `finding-${count++}`,
  ...{ customerId: 'acme', appId: 'video', sessionId: 'call-1', kind: 'ice-failed', side: 'network-access' },
  ...{ severity: 'major', confidence: 'high', people: ['ada'], openedAt: noon - minute, clearedAt: null },
  ...{ isRoot: true, region: 'eu', browser: 'Chrome', tags: {} },
  ...given,
})

export const call = (given: Partial<SessionFacts> = {}): SessionFacts => ({
  ...{ sessionId: 'call-1', customerId: 'acme', appId: 'video', externalId: 'room-7', name: 'Board meeting' },
  ...{ tags: {}, band: 'good', score: 4.2, people: 5, startedAt: noon - 10 * minute },
  ...given,
})
