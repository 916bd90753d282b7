import type { WireReport } from '../columns.ts'
import { type ClientInfo, checkEvent, checkReport, clientSchema } from '../contract.ts'
import type { WireEvent } from '../event-types.ts'
import { scrubEvent } from '../scrub.ts'
import type { ImportedParticipant, Reading } from './imported-call.ts'
import type { Section } from './object-dump.ts'
import { bagOf, textOf, wordOf } from './pieces.ts'
import { empty } from './refusals.ts'

type Run = { reports: WireReport[]; events: WireEvent[] }
type End = { id: string; name: string | null; client: ClientInfo; runs: Run[] }

/** `earshot-session/1`: our own export. Its reports and events are those of the SDK; they are checked like the SDK's. */
export function readEarshotSession(reading: Reading): Section {
  const { limits } = reading
  const ends: (End | undefined)[] = []
  const notes = new Set<string>()
  let cells = 0
  let events = 0

  function endAt(place: number): End | null {
    const known = ends[place]
    if (known) return known
    if (place >= limits.maxParticipants) {
      notes.add(`Only the first ${limits.maxParticipants} participants were read.`)
      return null
    }
    const made: End = { id: `participant-${place + 1}`, name: null, client: {}, runs: [] }
    ends[place] = made
    return made
  }

  function takeItem(run: Run, list: string, value: unknown) {
    if (list === 'reports') {
      const report = checkReport(value)
      if (typeof report === 'string' || cells > limits.maxCells) return leftOut()
      for (const row of report[3]) cells += row.length
      run.reports.push(report)
    } else if (list === 'events') {
      const event = checkEvent(value)
      if (typeof event === 'string' || ++events > limits.maxEvents) return leftOut()
      run.events.push(scrubEvent(event))
    }
  }

  const leftOut = () => void notes.add('Some samples or events could not be read; they were left out.')

  return {
    wish(path, isContainer) {
      if (!isContainer) return 'take'
      const [, , field, , list] = path
      if (path.length <= 2) return 'enter'
      if (field !== 'boots') return path.length === 3 && field === 'client' ? 'take' : 'skip'
      if (path.length <= 4) return 'enter'
      if (list !== 'reports' && list !== 'events') return 'skip'
      return path.length === 5 ? 'enter' : 'take'
    },
    take([, place, field, boot, list], value) {
      const end = endAt(Number(place))
      if (!end) return
      if (field === 'id') end.id = wordOf(value).slice(0, 200) || end.id
      else if (field === 'name') end.name = textOf(value)?.slice(0, 200) ?? null
      else if (field === 'client') end.client = clientIn(value)
      else if (field === 'boots' && Number(boot) < 1_000) {
        const run = end.runs[Number(boot)] ?? { reports: [], events: [] }
        end.runs[Number(boot)] = run
        takeItem(run, String(list), value)
      }
    },
    end({ values }) {
      const participants = ends
        .filter((end) => end !== undefined)
        .map(joined)
        .filter(({ reports, events: told }) => reports.length + told.length > 0)
      if (participants.length === 0)
        throw empty('This is an Earshot export, but it holds neither a sample nor an event of a call.')
      const times = participants.flatMap((one) => [one.reports[0]?.[1], one.events[0]?.t])
      return {
        format: 'earshot-session',
        formatVersion: '1',
        startedAt: Math.min(...times.filter((t) => t !== undefined)),
        participants,
        notes: [...notes],
        ...(typeof values.tellsMute === 'boolean' ? { tellsMute: values.tellsMute } : {}),
      }
    },
  }
}

/** What a later version may add to a client is not known here, so it is left out. */
function clientIn(value: unknown): ClientInfo {
  const known = Object.fromEntries(Object.entries(bagOf(value)).filter(([key]) => key in clientSchema.shape))
  const client = clientSchema.safeParse(known)
  return client.success ? client.data : {}
}

/** One order for all runs: where the second begins is kept, since its tracks are numbered anew. */
function joined({ id, name, client, runs }: End): ImportedParticipant {
  const reports: WireReport[] = []
  const events: WireEvent[] = []
  const restartsAt: number[] = []
  let next = 0
  for (const run of runs.filter((one) => one !== undefined)) {
    if (next > 0) restartsAt.push(next)
    const places = placesOf(run, next)
    for (const [seq, t, connections, tracks] of run.reports)
      reports.push([places.get(seq) ?? next, t, connections, tracks])
    for (const event of run.events) events.push({ ...event, seq: places.get(event.seq) ?? next })
    next += places.size
  }
  const byTime = <T>(list: T[], at: (item: T) => number) => list.sort((a, b) => at(a) - at(b))
  byTime(reports, ([seq]) => seq)
  byTime(events, ({ seq }) => seq)
  return { id, name, client, reports, events, ...(restartsAt.length > 0 ? { restartsAt } : {}) }
}

/** Old sequence numbers in their order → new ones without gaps. */
function placesOf({ reports, events }: Run, first: number): Map<number, number> {
  const seqs = [...new Set([...reports.map(([seq]) => seq), ...events.map(({ seq }) => seq)])].sort(
    (a, b) => a - b,
  )
  return new Map(seqs.map((seq, i) => [seq, first + i]))
}
