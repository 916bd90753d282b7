import type { Catalogue } from './catalogue.server.ts'
import type { Facts, FindingFacts, SessionFacts } from './facts.ts'
import { type Frame, makeFrame, type SliceSums } from './frame.ts'
import type { Sums } from './metric-value.ts'
import {
  type Clock,
  type Db,
  readFindings,
  readFleet,
  readHeardSince,
  readHours,
  readSessions,
  readWindows,
} from './store.server.ts'
import { floorTo, type WindowSpan, windowSpan } from './window-span.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const weekMs = 7 * 24 * hourMs
const mostWeeks = 8
/** A call from the database can be missed: what was read is not trusted for longer. */
const trustedMs = 5_000
/** Minutes are rolled up this often, without a call. */
const minutesEveryMs = 10_000

export type Data = 'pulse_10s' | 'finding' | 'fleet_finding'

/** Reads what rules look at, and only what may have changed since the last time. */
export function createFactsReader(db: Db) {
  const dirty = new Set<Data>(['pulse_10s', 'finding', 'fleet_finding'])
  const read = new Map<string, { at: number; mark: string; value: unknown }>()

  /** The value as it was read last, unless it is too old, or was read for other rules. */
  async function kept<T>(
    name: string,
    mark: string,
    forMs: number,
    now: number,
    make: () => Promise<T>,
  ): Promise<T> {
    const known = read.get(name)
    if (known && known.mark === mark && now - known.at < forMs && now >= known.at) return known.value as T
    const value = await make()
    read.set(name, { at: now, mark, value })
    return value
  }

  /** `dirty` is taken before the reading begins: a call that comes meanwhile is for the next time. */
  function take(data: Data): boolean {
    const was = dirty.delete(data)
    if (was) for (const name of keptOf[data]) read.delete(name)
    return was
  }

  async function gather(catalogue: Catalogue, clock: Clock): Promise<Facts> {
    const { needs, mark } = catalogue
    const { now } = clock
    for (const data of ['pulse_10s', 'finding', 'fleet_finding'] as const) take(data)
    const spans = needs.windows.map((windowMs) => windowSpan(windowMs, now, clock.newest))
    const isShort = ({ table }: WindowSpan) => table === 'pulse_10s'
    const shorts = await kept('shorts', `${mark} ${spans.find(isShort)?.until}`, trustedMs, now, () =>
      readSpans(spans.filter(isShort), catalogue),
    )
    const longSpans = spans.filter((span) => !isShort(span))
    const longs = await kept('longs', `${mark} ${longSpans[0]?.until}`, minutesEveryMs, now, () =>
      readSpans(longSpans, catalogue),
    )
    const findings = await kept('findings', mark, trustedMs, now, async () =>
      needs.findingsMs === null ? [] : readFindings(db, new Date(now - needs.findingsMs)),
    )
    const fleet = await kept('fleet', mark, trustedMs, now, async () => (needs.fleet ? readFleet(db) : []))
    const sessions = needs.sessions ? await readSessions(db) : []
    const hour = floorTo(now, hourMs)
    const weeks = await kept('weeks', `${mark} ${hour}`, hourMs, now, async () =>
      needs.weeks
        ? bySlice(await readHours(db, hoursBefore(hour), needs.dimensions))
        : new Map<string, Sums[]>(),
    )
    const heard = await kept('heard', mark, minuteMs, now, async () =>
      needs.heardSince ? readHeardSince(db) : new Map<string, number>(),
    )
    return {
      now,
      customers: catalogue.customers,
      apps: catalogue.apps,
      appsOf: catalogue.appsOf,
      frame: (windowMs) => found(shorts.get(windowMs) ?? longs.get(windowMs), windowMs),
      heardSince: (appId) => heard.get(appId) ?? null,
      weeks: ({ appId, dimension, value }) => weeks.get(`${appId}|${dimension}|${value}`) ?? [],
      findingsOf: Map.groupBy(findings, ({ customerId }: FindingFacts) => customerId),
      fleet,
      sessionsOf: Map.groupBy(sessions, ({ customerId }: SessionFacts) => customerId),
    }
  }

  async function readSpans(spans: readonly WindowSpan[], catalogue: Catalogue): Promise<Map<number, Frame>> {
    const [first] = spans
    if (!first) return new Map()
    const asked = spans.map(({ after }, no) => ({ no, after: new Date(after) }))
    const rows = await readWindows(db, first.table, asked, new Date(first.until), catalogue.needs.dimensions)
    return new Map(
      spans.map(({ windowMs, buckets }, no) => [
        windowMs,
        makeFrame(rows.get(no) ?? [], { buckets, minutes: windowMs / minuteMs }, catalogue),
      ]),
    )
  }

  return { gather, tell: (data: Data) => void dirty.add(data) }
}

const keptOf: Record<Data, string[]> = {
  pulse_10s: ['shorts'],
  finding: ['findings'],
  fleet_finding: ['fleet'],
}

const hoursBefore = (hour: number) =>
  Array.from({ length: mostWeeks }, (_, week) => new Date(hour - (week + 1) * weekMs))

function bySlice(slices: readonly SliceSums[]): Map<string, Sums[]> {
  const grouped = Map.groupBy(slices, ({ appId, dimension, value }) => `${appId}|${dimension}|${value}`)
  return new Map([...grouped].map(([key, some]) => [key, some.map(({ sums }) => sums)]))
}

function found(frame: Frame | undefined, windowMs: number): Frame {
  if (frame === undefined) throw new Error(`no figures were read for a window of ${windowMs} ms`)
  return frame
}
