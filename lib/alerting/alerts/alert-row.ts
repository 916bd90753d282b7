import type { AlertSeverity } from '../severity.ts'
import type { ActorKind, AlertEventKind, AlertState, BlastRadius, Suppression } from './contract.ts'
import type { Signal } from './signal.ts'

/** One episode as the database has it. `version` is the number of its last event. */
export type AlertRow = Omit<Signal, 'action' | 'at' | 'reason' | 'ackTimeoutMs'> & {
  id: string
  state: AlertState
  openedAt: Date
  /** when the source last said anything of it, by the source's clock: what is older is out of order */
  lastSeenAt: Date
  count: number
  flaps: number
  flappingSince: Date | null
  acknowledgedAt: Date | null
  acknowledgedBy: string | null
  acknowledgedName: string | null
  firstHumanAckAt: Date | null
  firstNotifiedAt: Date | null
  ackExpiresAt: Date | null
  ackReminderAt: Date | null
  assigneeId: string | null
  assigneeName: string | null
  snoozedUntil: Date | null
  snoozedBy: string | null
  snoozeSeverity: AlertSeverity | null
  suppressedBy: Suppression[]
  resolvedAt: Date | null
  resolvedBy: string | null
  resolveReason: string | null
  stillBreaching: boolean
  reopenAt: Date | null
  blast: BlastRadius | null
  blastAt: Date | null
  closedAt: Date | null
  version: number
  updatedAt: Date
}

/** What may change of an episode; its identity and its number never by hand. */
export type AlertPatch = Partial<
  Omit<AlertRow, 'customerId' | 'id' | 'dedupKey' | 'version' | 'updatedAt' | 'openedAt'>
>

/** An event before it has its number. */
export type EventDraft = {
  kind: AlertEventKind
  actorKind: ActorKind
  actorId: string | null
  actorName: string
  fromState: AlertState | null
  toState: AlertState | null
  note: string | null
  data: Record<string, unknown>
  requestId: string | null
}

/** What is to be written: a patch without events is a repeat, which nobody needs to hear of. */
export type Change = { patch: AlertPatch; events: EventDraft[] }

/** Who does it, as events name them. */
export type EventActor = Pick<EventDraft, 'actorKind' | 'actorId' | 'actorName' | 'requestId'>

export const systemActor: EventActor = {
  actorKind: 'system',
  actorId: null,
  actorName: 'Earshot',
  requestId: null,
}

export function draftEvent(
  actor: EventActor,
  kind: AlertEventKind,
  given: Partial<Pick<EventDraft, 'fromState' | 'toState' | 'note' | 'data'>> = {},
): EventDraft {
  const { fromState = null, toState = null, note = null, data = {} } = given
  return { kind, ...actor, fromState, toState, note: note || null, data }
}

export const unsnoozed = {
  snoozedUntil: null,
  snoozedBy: null,
  snoozeSeverity: null,
} satisfies AlertPatch

/** What no longer runs when an episode ends; who had acknowledged it stays. */
export const timersOff = { ...unsnoozed, ackExpiresAt: null, ackReminderAt: null } satisfies AlertPatch

/** Nobody's any more: what an acknowledgement and a snooze leave behind. The first human one stays: MTTA needs it. */
export const unheld = {
  ...timersOff,
  acknowledgedAt: null,
  acknowledgedBy: null,
  acknowledgedName: null,
} satisfies AlertPatch

/** Open as on the first day. */
export const openAgain = {
  ...unheld,
  state: 'open',
  resolvedAt: null,
  resolvedBy: null,
  resolveReason: null,
  stillBreaching: false,
  reopenAt: null,
  closedAt: null,
} satisfies AlertPatch
