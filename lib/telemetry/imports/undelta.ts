import { type Bag, isBag, wordOf } from './pieces.ts'
import { rtcstatsProperty, rtcstatsTypes } from './rtcstats-codes.ts'

/** One connection's stats as they stand after all deltas so far. */
type Known = Map<string, Record<string, unknown>>
export type Undelta = (value: Bag) => { t: number | undefined; stats: unknown[] }

const isUnsafe = (name: string) => name === '__proto__'
const maxIds = 5_000

/**
 * Undoes the delta coding of RTCStatsDump 3: unchanged properties are left out, a removed object is null, names are
 * numbers, and the latest timestamp stands once for all that share it. webrtc-internals writes whole reports in the
 * same place; they carry their `id`.
 */
export function createRtcstatsUndelta(): Undelta {
  let known: Known = new Map()
  return (value) => {
    const t = numberAt(value, 't') ?? numberAt(value, 'timestamp')
    const isWhole = Object.values(value).some((one) => isBag(one) && typeof one.id === 'string')
    if (isWhole) known = new Map()
    const own = new Set<string>()
    for (const [id, given] of Object.entries(value)) {
      if (given === null) known.delete(id)
      if (!isBag(given) || isUnsafe(id)) continue
      const named = decoded(given)
      if (typeof named.timestamp === 'number') own.add(id)
      merge(known, id, named)
    }
    if (t !== undefined) for (const [id, stat] of known) if (!own.has(id)) stat.timestamp = t
    return { t, stats: [...known].map(([id, stat]) => ({ ...stat, id })) }
  }
}

/** Standard statistics of our own end have a new time in every report; what the far end reports may stand still. */
const alwaysNew = new Set([
  'inbound-rtp',
  'outbound-rtp',
  'media-source',
  'media-playout',
  'candidate-pair',
  'transport',
  'data-channel',
])

/** Undoes Jitsi's: full ids and names, `timestamp` 0 for the latest one. Of what is always new, what is left out is gone. */
export function createJitsiUndelta(): Undelta {
  const known: Known = new Map()
  return (value) => {
    const t = numberAt(value, 'timestamp')
    for (const [id, stat] of known)
      if (!Object.hasOwn(value, id) && alwaysNew.has(wordOf(stat.type))) known.delete(id)
    for (const [id, given] of Object.entries(value)) {
      if (!isBag(given) || isUnsafe(id)) continue
      const stat = merge(known, id, given)
      if (stat && (stat.timestamp === 0 || stat.timestamp === undefined)) stat.timestamp = t
    }
    return { t, stats: [...known].map(([id, stat]) => ({ ...stat, id })) }
  }
}

const numberAt = (value: Bag, key: string) =>
  typeof value[key] === 'number' ? (value[key] as number) : undefined

function decoded(given: Bag): Record<string, unknown> {
  const named: Record<string, unknown> = {}
  for (const [code, value] of Object.entries(given)) {
    const name = rtcstatsProperty(code)
    if (isUnsafe(name) || name.startsWith('[')) continue
    named[name] = name === 'type' && typeof value === 'number' ? rtcstatsTypes[value] : value
  }
  return named
}

/** Nested objects come as deltas too, lists come whole. */
function merge(known: Known, id: string, given: Bag): Record<string, unknown> | undefined {
  if (!known.has(id) && known.size >= maxIds) return undefined
  const stat = known.get(id) ?? {}
  known.set(id, stat)
  for (const [name, value] of Object.entries(given)) {
    if (isUnsafe(name)) continue
    const before = stat[name]
    stat[name] = isBag(value) && isBag(before) ? { ...before, ...value } : value
  }
  return stat
}
