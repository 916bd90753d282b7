import type { AlertEvent, AlertEventKind, AlertNote } from '#lib/alerting/alerts/contract.ts'
import type { MessageView } from '#lib/notifications/contract.ts'

/** One line of an alert's life. `times` > 1: the same thing again and again, from `at` to `until`. */
export type TimelineEntry =
  | { kind: 'event'; key: string; at: number; event: AlertEvent; times: number; until: number }
  | { kind: 'note'; key: string; at: number; note: AlertNote }
  | { kind: 'told'; key: string; at: number; message: MessageView }

/** A note stands for itself; that it was written needs no line of its own. */
const ofNotes: readonly AlertEventKind[] = ['noted', 'note-edited', 'note-deleted']
const isOfNote = ({ kind, data }: AlertEvent) => ofNotes.includes(kind) && typeof data.noteId === 'string'
/** A message tells more of itself than these: tries, answers, times. */
const ofMessages: readonly AlertEventKind[] = ['notified', 'notify-failed', 'notify-moved']

/**
 * Events, notes and messages as one story, newest first. `messages` null = they could not be read: then the events
 * that speak of them stay.
 */
export function timelineOf(
  events: readonly AlertEvent[],
  notes: readonly AlertNote[],
  messages: readonly MessageView[] | null,
): TimelineEntry[] {
  const left = events.filter(
    (event) => !isOfNote(event) && !(messages !== null && ofMessages.includes(event.kind)),
  )
  const entries: TimelineEntry[] = [
    ...inTheirOrder(left).map(({ event, at }) => ({
      kind: 'event' as const,
      key: event.eventId,
      at,
      event,
      times: 1,
      until: at,
    })),
    ...notes.map((note) => ({ kind: 'note' as const, key: note.noteId, at: note.createdAt, note })),
    ...(messages ?? []).map((message) => ({
      kind: 'told' as const,
      key: message.outboxId,
      at: message.sentAt ?? message.createdAt,
      message,
    })),
  ]
  return folded(entries.toSorted(byTime)).toReversed()
}

/** Their numbers are the order in which they came true; two requests at once may carry their times the other way round. */
function inTheirOrder(events: readonly AlertEvent[]): { event: AlertEvent; at: number }[] {
  let latest = Number.NEGATIVE_INFINITY
  return events
    .toSorted((a, b) => a.seq - b.seq)
    .map((event) => {
      latest = Math.max(latest, event.at)
      return { event, at: latest }
    })
}

/** At the same moment the numbers of the events decide, and an event comes before what it led to. */
function byTime(a: TimelineEntry, b: TimelineEntry): number {
  if (a.at !== b.at) return a.at - b.at
  if (a.kind === 'event' && b.kind === 'event') return a.event.seq - b.event.seq
  return (a.kind === 'event' ? 0 : 1) - (b.kind === 'event' ? 0 : 1)
}

function folded(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const out: TimelineEntry[] = []
  for (const entry of entries) {
    const last = out.at(-1)
    if (last?.kind === 'event' && entry.kind === 'event' && repeats(last.event, entry.event))
      out[out.length - 1] = { ...last, times: last.times + 1, until: entry.at }
    else out.push(entry)
  }
  return out
}

/** Said by the same one, without words of their own. */
function repeats(a: AlertEvent, b: AlertEvent): boolean {
  return a.kind === b.kind && a.actorName === b.actorName && a.note === null && b.note === null
}
