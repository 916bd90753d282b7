import { clientOf } from './client-of.ts'
import { createLineReader } from './cut-lines.ts'
import { finishCall } from './finish-call.ts'
import type { DumpReader, ImportedCall, Reading } from './imported-call.ts'
import { legacyGaps } from './legacy-stats.ts'
import { createBudget, createParticipant, type Participant } from './participant.ts'
import { bagOf, epochMs, isBag, numberOf, textOf, unwrapped, wordOf } from './pieces.ts'
import { malformed, unsupported } from './refusals.ts'
import { createJitsiUndelta, type Undelta } from './undelta.ts'

/**
 * Jitsi's rtcstats: JSON lines, each a list of name, connection, value, epoch ms (and a sequence number); or the
 * messages that carry such lists, each with the id of its stats session.
 */
export function readJitsiLines(reading: Reading): DumpReader {
  const budget = createBudget()
  const ends = new Map<string, Participant>()
  const undeltas = new Map<string, Undelta>()
  let version: string | null = null
  let entries = 0
  let foreign: string | null = null

  function endOf(id: string): Participant | null {
    const known = ends.get(id)
    if (known) return known
    if (ends.size >= reading.limits.maxParticipants) {
      budget.notes.add(`Only the first ${reading.limits.maxParticipants} participants were read.`)
      return null
    }
    const made = createParticipant(id, reading, budget)
    ends.set(id, made)
    return made
  }

  function takeLine(value: unknown, line: number) {
    if (Array.isArray(value)) return takeEntry(value, 'participant', line)
    if (!isBag(value)) throw malformed(`Line ${line} of the Jitsi trace is neither a list nor a message.`)
    if (value.type === 'stats-entry') {
      const entry = unwrapped(value.data)
      if (Array.isArray(entry)) takeEntry(entry, textOf(value.statsSessionId) ?? 'participant', line)
    } else foreign ??= whatIs(value)
  }

  function takeEntry(entry: readonly unknown[], session: string, line: number) {
    const [name, pc, value, time] = entry
    const t = epochMs(time)
    if (typeof name !== 'string' || t === undefined)
      throw malformed(`Line ${line} of the Jitsi trace is no list of name, connection, value and time.`)
    entries++
    const one = endOf(session)
    if (!one) return
    if (name === 'connectionInfo') version = noteClient(one, value)
    else if (name.toLowerCase() === 'getstats')
      takeStats(one, `${session} ${wordOf(pc)}`, wordOf(pc), t, value)
    else {
      const connection = typeof pc === 'string' ? one.connection(pc) : undefined
      one.tell({ t, name, value, connection })
    }
  }

  function takeStats(one: Participant, key: string, pc: string, t: number, value: unknown) {
    if (!isBag(value)) return
    const undelta = undeltas.get(key) ?? createJitsiUndelta()
    undeltas.set(key, undelta)
    const { stats } = undelta(value)
    if (stats.some((stat) => bagOf(stat).type === 'ssrc')) budget.notes.add(legacyGaps)
    one.sample(one.connection(pc), t, stats)
  }

  const lines = createLineReader(reading.limits, takeLine)
  return {
    take: lines.take,
    end(): ImportedCall {
      lines.end()
      if (entries === 0) throw unsupported(foreign ?? 'The file holds no trace of a browser.')
      return finishCall({ format: 'jitsi-rtcstats', formatVersion: version, budget }, [...ends.values()])
    },
  }
}

/** Answers the protocol's version, as `3.1_STANDARD`. */
function noteClient(one: Participant, value: unknown): string | null {
  const info = bagOf(unwrapped(value))
  one.client = { ...one.client, ...clientOf(info) }
  const protocol = textOf(info.clientProtocol) ?? numberOf(info.clientProtocol)?.toString()
  return protocol?.slice(0, 40) ?? null
}

/** Messages about somebody who is no browser, such as a telephone gateway. */
function whatIs(message: { readonly [key: string]: unknown }): string {
  const application = textOf(bagOf(message.data).applicationName)
  const who = application ? ` by ${application.slice(0, 40)}` : ''
  return `These are rtcstats messages${who} of type “${wordOf(message.type).slice(0, 40)}”, without any browser statistics.`
}
