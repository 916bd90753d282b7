import { clientOf } from './client-of.ts'
import { finishCall } from './finish-call.ts'
import { type ImportedCall, type Reading, type ReadOptions, readingOf } from './imported-call.ts'
import type { Section } from './object-dump.ts'
import { createBudget, createParticipant, type Participant } from './participant.ts'
import { type Bag, bagOf, epochMs, listOf, textOf, wordOf } from './pieces.ts'

/** `call-recording/1`: all ends of a call, every getStats report whole, and an event log (bench/corpus/README.md). */
export function readCallRecording(reading: Reading): Section {
  const budget = createBudget()
  const ends: { one: Participant; remotes: (string | undefined)[] }[] = []

  function endAt(place: unknown) {
    const i = Number(place)
    const known = ends[i]
    if (known) return known
    if (i >= reading.limits.maxParticipants) {
      budget.notes.add(`Only the first ${reading.limits.maxParticipants} participants were read.`)
      return null
    }
    const made = { one: createParticipant(`participant-${i + 1}`, reading, budget), remotes: [] }
    ends[i] = made
    return made
  }

  return {
    wish(path, isContainer) {
      const [, , field, , inner] = path
      if (!isContainer) return 'take'
      if (path.length <= 2) return 'enter'
      if (field === 'events') return path.length === 3 ? 'enter' : 'take'
      if (field !== 'peerConnections') return 'skip'
      return path.length <= 4 || (path.length === 5 && inner === 'samples') ? 'enter' : 'take'
    },
    take([, place, field, i, inner], value) {
      const end = endAt(place)
      if (!end) return
      if (field === 'id') end.one.id = wordOf(value).slice(0, 200) || end.one.id
      else if (field === 'events') takeEvent(end.one, bagOf(value))
      else if (field === 'peerConnections' && inner === 'remote') end.remotes[Number(i)] = wordOf(value)
      else if (field === 'peerConnections' && inner === 'samples')
        takeSample(end.one, end.remotes[Number(i)] ?? String(i), bagOf(value))
    },
    end: ({ values }) =>
      finishCall(
        { format: 'call-recording', formatVersion: textOf(values.format)?.split('/')[1] ?? null, budget },
        ends.filter((end) => end !== undefined).map(({ one }) => one),
      ),
  }
}

/** The same for a recording that is parsed already. */
export function readParsedRecording(recording: Bag, options: ReadOptions = {}): ImportedCall {
  const section = readCallRecording(readingOf(options))
  for (const [i, participant] of listOf(recording.participants).entries()) {
    const { id, events, peerConnections } = bagOf(participant)
    section.take(['participants', i, 'id'], id)
    for (const event of listOf(events)) section.take(['participants', i, 'events', 0], event)
    for (const [k, connection] of listOf(peerConnections).entries()) {
      const { remote, samples } = bagOf(connection)
      section.take(['participants', i, 'peerConnections', k, 'remote'], remote)
      for (const sample of listOf(samples))
        section.take(['participants', i, 'peerConnections', k, 'samples', 0], sample)
    }
  }
  return section.end({ values: recording, mediaAsks: [] })
}

function takeSample(one: Participant, remote: string, { t, stats }: Bag) {
  const at = epochMs(t)
  if (at !== undefined) one.sample(one.connection(remote), at, listOf(stats))
}

function takeEvent(one: Participant, event: Bag) {
  const t = epochMs(event.t)
  const type = textOf(event.type)
  if (t === undefined || type === undefined) return
  if (type === 'page') one.client = { ...one.client, ...clientOf(event) }
  const remote = textOf(event.pc) ?? textOf(event.where)?.split(' ')[1]
  const connection = remote === undefined ? undefined : one.connection(remote)
  one.tell({ t, name: type, value: valueIn(type, event), connection })
}

/** A recording spreads over an event's fields what a trace has in one value. */
function valueIn(type: string, event: Bag): unknown {
  if (type === 'create') return event.config
  if (type === 'track') return event.track
  if (type === 'getUserMedia' || type === 'getDisplayMedia') return event.constraints
  return event
}
