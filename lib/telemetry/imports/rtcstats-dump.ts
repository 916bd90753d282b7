import { clientOf } from './client-of.ts'
import { createLineReader } from './cut-lines.ts'
import { finishCall } from './finish-call.ts'
import type { DumpReader, ImportedCall, Reading } from './imported-call.ts'
import { createBudget, createParticipant, type Participant } from './participant.ts'
import { bagOf, epochMs, isBag, listOf, numberOf, textOf, unwrapped, wordOf } from './pieces.ts'
import { malformed, truncated, unknownVersion } from './refusals.ts'
import { rtcstatsMethods } from './rtcstats-codes.ts'
import { createRtcstatsUndelta, type Undelta } from './undelta.ts'

/** RTCStatsDump fileFormat 3: what the rtcstats-js client and chrome://webrtc-internals write. */
export function readRtcstatsDump(reading: Reading): DumpReader {
  const budget = createBudget()
  const one = createParticipant('participant', reading, budget)
  const undeltas = new Map<string, Undelta>()
  let header: Record<string, unknown> | null = null
  let now: number | null = null
  let firstLine = true

  function takeLine(value: unknown, line: number) {
    if (header === null) header = headerOf(value)
    else takeEntry(one, undeltas, entryOf(value, line), clock)
  }

  /** Every line ends with the milliseconds since the one before; the first of these is the time itself. */
  function clock(delta: unknown): number | undefined {
    const ms = numberOf(delta)
    if (ms === undefined) return now ?? undefined
    now = now === null ? (epochMs(ms) ?? epochMs(header?.startTime) ?? null) : now + Math.max(0, ms)
    return now ?? undefined
  }

  const lines = createLineReader(reading.limits, takeLine)
  return {
    take(bytes) {
      lines.take(firstLine ? withoutMagic(bytes) : bytes)
      firstLine = false
    },
    end(): ImportedCall {
      lines.end()
      if (header === null) throw truncated('The RTCStatsDump has no second line with its version.')
      one.client = { ...clientOf(header), ...one.client }
      return finishCall({ format: 'rtcstats-dump', formatVersion: '3', budget }, [one])
    },
  }
}

/** The first line is a bare word; the recogniser hands in at least that much at once. */
function withoutMagic(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(bytes.indexOf(0x0a) + 1)
}

function headerOf(value: unknown): Record<string, unknown> {
  if (!isBag(value)) throw malformed('The second line of an RTCStatsDump is a JSON object; this one is not.')
  const { fileFormat } = value
  if (fileFormat !== 3)
    throw unknownVersion(
      `The RTCStatsDump says fileFormat ${JSON.stringify(fileFormat)?.slice(0, 40) ?? 'nothing'}.`,
      'fileFormat 3, which rtcstats-js writes since 2025 and Chromium offers as “rtcstats dump”',
    )
  return { ...value }
}

function entryOf(value: unknown, line: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length < 2)
    throw malformed(`Line ${line} of the RTCStatsDump is no list of method, connection, value and time.`)
  return value
}

function takeEntry(
  one: Participant,
  undeltas: Map<string, Undelta>,
  entry: readonly unknown[],
  clock: (delta: unknown) => number | undefined,
) {
  const method = wordOf(entry[0])
  const name = rtcstatsMethods[method] ?? method
  const t = clock(entry.at(-1))
  const pc = textOf(entry[1])
  if (t === undefined) return
  if (name === 'close' && pc === undefined) return pageClosed(one, t, entry[2])
  if (name === 'create' && pc === undefined) {
    one.client = { ...one.client, ...clientOf(bagOf(entry[2])) }
    return
  }
  const id = entry.length > 4 ? textOf(entry[3]) : undefined
  if (name.startsWith('navigator.mediaDevices.') || pc === undefined) {
    one.tell({ t, name, value: asked(entry[2]), id })
    return
  }
  const connection = one.connection(pc)
  if (name === 'getStats') sample(one, undeltas, pc, connection, t, entry[2])
  else if (connection !== undefined) one.tell({ t, name, value: entry[2], connection, id })
}

/** Chromium writes constraints as texts of JSON, and tracks as lists. */
const asked = (value: unknown): unknown =>
  isBag(value) ? { ...value, audio: unwrapped(value.audio), video: unwrapped(value.video) } : value

/** 1001 is a page that went away; any other code says only that the trace ended. */
function pageClosed(one: Participant, t: number, code: unknown) {
  if (code === 1001) one.note({ t, type: 'left', data: { reason: 'unload' } })
}

function sample(
  one: Participant,
  undeltas: Map<string, Undelta>,
  pc: string,
  connection: number | undefined,
  t: number,
  value: unknown,
) {
  if (!isBag(value) || connection === undefined) return
  const undelta = undeltas.get(pc) ?? createRtcstatsUndelta()
  undeltas.set(pc, undelta)
  one.sample(connection, t, listOf(undelta(value).stats))
}
