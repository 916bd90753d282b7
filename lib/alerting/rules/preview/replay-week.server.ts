import type { PoolClient } from 'pg'
import type { Catalogue } from '../../evaluation/catalogue.server.ts'
import type { CompiledRule } from '../../evaluation/compiled-rule.ts'
import type { AppFacts, Facts } from '../../evaluation/facts.ts'
import type { Sums } from '../../evaluation/metric-value.ts'
import { windowsOf } from '../../evaluation/needs.ts'
import { readHeardSince } from '../../evaluation/store.server.ts'
import { floorTo } from '../../evaluation/window-span.ts'
import type { RulePreview } from '../contract.ts'
import { createPastFindings } from './past-findings.ts'
import { createPast } from './past-frames.ts'
import { replay } from './replay.ts'
import { type PastAsked, readPast, readPastFindings } from './store.server.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const weekMs = 7 * 24 * hourMs
const mostWeeks = 8
/** With more apps than this the week is looked at in steps of five minutes. */
const fewApps = 5
const mostApps = 40

type Replayed = Pick<RulePreview, 'week' | 'cannot'>
const cannot = (why: string): Replayed => ({ week: null, cannot: why })

/** The last seven days, from what was stored, or in words why that cannot tell. */
export async function replayWeek(
  client: PoolClient,
  rule: CompiledRule,
  catalogue: Catalogue,
  now: number,
): Promise<Replayed> {
  const { condition } = rule.spec
  if (condition.kind === 'session')
    return cannot(
      'How each call stood at each moment is not kept, so what this would have done cannot be told.',
    )
  if (condition.kind === 'fleet')
    return cannot(
      'Of a shared cause only its last picture is kept, so what this would have done cannot be told.',
    )
  const apps = [...catalogue.apps.values()].filter(({ appId }) => rule.apps?.has(appId) ?? true)
  if (apps.length > mostApps)
    return cannot(`This customer has ${apps.length} apps: choose at most ${mostApps} to see their last week.`)
  const stepMs = apps.length <= fewApps ? minuteMs : 5 * minuteMs
  const to = floorTo(now, stepMs)
  const times = { from: to - weekMs, to, stepMs }
  const base = { ...catalogue, heardSince: () => null, weeks: () => [], fleet: [], sessionsOf: new Map() }
  if (condition.kind === 'finding') {
    const [customerId = ''] = rule.customers ?? []
    const rows = await readPastFindings(client, customerId, new Date(times.from - condition.windowMs))
    const findingsAt = createPastFindings(rows, condition.windowMs)
    const factsAt = (at: number): Facts => ({ ...base, now: at, findingsOf: findingsAt(at), frame: noFrame })
    return { week: replay(rule, times, factsAt), cannot: null }
  }
  const factsAt = await pastFacts(client, rule, catalogue, apps, times)
  return { week: replay(rule, times, factsAt), cannot: null }
}

function noFrame(): never {
  throw new Error('findings have no figures')
}

async function pastFacts(
  client: PoolClient,
  rule: CompiledRule,
  catalogue: Catalogue,
  apps: readonly AppFacts[],
  { from, to, stepMs }: { from: number; to: number; stepMs: number },
): Promise<(at: number) => Facts> {
  const longest = Math.max(...windowsOf(rule.spec.condition), stepMs)
  const begin = floorTo(from - longest, stepMs)
  const asked: PastAsked = {
    customerId: rule.customers?.[0] ?? '',
    appIds: apps.map(({ appId }) => appId),
    dimension: rule.plan.dimension,
    ...{ from: new Date(begin), to: new Date(to), stepMs },
  }
  const past = createPast(await readPast(client, 'pulse_1m', asked), { from: begin, to, stepMs }, catalogue)
  const weeks = catalogue.needs.weeks ? await pastHours(client, asked, from) : () => []
  const heard = catalogue.needs.heardSince ? await readHeardSince(client) : new Map<string, number>()
  return (at) => ({
    now: at,
    customers: catalogue.customers,
    apps: catalogue.apps,
    appsOf: catalogue.appsOf,
    frame: (windowMs) => past(windowMs, at),
    heardSince: (appId) => heard.get(appId) ?? null,
    weeks: ({ appId, value }) => weeks(`${appId}|${value}`, at),
    findingsOf: new Map(),
    fleet: [],
    sessionsOf: new Map(),
  })
}

/** The same hour of the weeks before any time of the week that is replayed. */
async function pastHours(client: PoolClient, asked: PastAsked, from: number) {
  const begin = new Date(floorTo(from, hourMs) - mostWeeks * weekMs)
  const rows = await readPast(client, 'pulse_1h', { ...asked, from: begin, stepMs: hourMs })
  const hours = new Map<string, Sums>(
    rows.map(({ appId, value, at, sums }) => [`${appId}|${value}|${at}`, sums]),
  )
  return (slice: string, at: number): Sums[] => {
    const hour = floorTo(at, hourMs)
    return Array.from({ length: mostWeeks }, (_, week) =>
      hours.get(`${slice}|${hour - (week + 1) * weekMs}`),
    ).filter((sums) => sums !== undefined)
  }
}
