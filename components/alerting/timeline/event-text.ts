import type { AlertEvent, AlertEventKind } from '#lib/alerting/alerts/contract.ts'
import type { AlertSeverity } from '#lib/alerting/severity.ts'
import { severityLook } from '../alert-words.ts'

type Say = (data: AlertEvent['data'], time: (at: number) => string) => string

/** What was done, after the name of who did it. */
const did: Record<AlertEventKind, Say> = {
  opened: (data) => `raised it${severityIn(data, ' as ')}`,
  reopened: () => 'opened it again',
  worsened: (data) => `found it worse${severityIn(data, ': now ')}`,
  eased: (data) => `found it better${severityIn(data, ': now ')}`,
  acknowledged: () => 'acknowledged it',
  'acknowledged-too': () => 'acknowledged it too',
  unacknowledged: () => 'gave it back: nobody is on it',
  'ack-reminder': () => 'asked whether somebody is still on it',
  'ack-expired': () => 'took the acknowledgement back: nobody said they were still on it',
  snoozed: (data, time) => `snoozed it${timeIn(data, 'until', time, ' until ')}`,
  'snooze-ended': (data) => `ended the snooze${reasonIn(data)}`,
  assigned: (data) => {
    const name = textIn(data, 'toName')
    return name === null ? 'took it off its owner: nobody has it' : `gave it to ${name}`
  },
  noted: () => 'wrote a note',
  'note-edited': () => 'changed a note',
  'note-deleted': () => 'deleted a note',
  resolved: (data) => `resolved it${reasonIn(data)}`,
  'still-breaching': () => 'still sees the condition: it was resolved by hand',
  flapping: () => 'saw it come and go',
  suppressed: (data) => `muted it${named(data)}`,
  unsuppressed: (data) => `unmuted it${named(data)}`,
  escalated: (data) => `escalated it${stepIn(data)}`,
  'escalation-paused': () => 'paused the escalation',
  'escalation-exhausted': () => 'reached the end of the escalation: nobody answered',
  notified: (data) => `told ${textIn(data, 'destination') ?? 'a channel'}`,
  'notify-failed': (data) => `could not tell ${textIn(data, 'destination') ?? 'a channel'}`,
  'notify-moved': (data) => `moved a message on to ${textIn(data, 'to') ?? 'another channel'}`,
  linked: (data) =>
    `${data.detached === true ? 'took it off' : 'linked it to'} ${textIn(data, 'reference') ?? 'an incident'}`,
}

const through: Partial<Record<AlertEvent['actorKind'], string>> = {
  slack: ' (in Slack)',
  email: ' (by e-mail)',
  api: ' (over the API)',
}

/** "Mara (in Slack) acknowledged it": who and what, as one sentence; `who` apart, since a name is a name. */
export function eventText(event: AlertEvent, time: (at: number) => string): { who: string; did: string } {
  const who = event.actorName.trim() === '' ? 'Earshot' : event.actorName
  return { who: `${who}${through[event.actorKind] ?? ''}`, did: did[event.kind](event.data, time) }
}

const reasons: Record<string, string> = {
  value: 'the value is back in bounds',
  missing_series: 'there is nothing left to measure',
  no_data: 'no data comes any more',
  source: 'its source says it is over',
  age: 'nothing was heard of it for long',
  worsened: 'it got worse',
  'by-hand': 'by hand',
  'by hand': 'by hand',
}
const enders: Record<string, string> = { user: 'by hand', source: 'by itself', age: 'for its age' }
/** "by hand", "by itself": who or what ended it. */
export const endedBy = (resolvedBy: string | null): string =>
  enders[resolvedBy ?? 'source'] ?? `by ${resolvedBy}`

/** Why an alert ended, in words; what a person wrote stays as it is. */
export const endedBecause = (reason: string): string => reasons[reason] ?? reason

function reasonIn(data: AlertEvent['data']): string {
  const reason = textIn(data, 'reason')
  return reason === null || reason === 'by-hand' ? '' : `: ${endedBecause(reason)}`
}

function severityIn(data: AlertEvent['data'], before: string): string {
  const severity = textIn(data, 'severity') ?? textIn(data, 'to')
  return severity !== null && isSeverity(severity) ? `${before}${severityLook[severity].word}` : ''
}
const isSeverity = (name: string): name is AlertSeverity => Object.hasOwn(severityLook, name)

function named(data: AlertEvent['data']): string {
  const name = textIn(data, 'name')
  return name === null ? '' : `: ${name}`
}

function stepIn(data: AlertEvent['data']): string {
  const { step, of } = data
  if (typeof step !== 'number') return ''
  return typeof of === 'number' ? ` to step ${step} of ${of}` : ` to step ${step}`
}

function timeIn(data: AlertEvent['data'], key: string, time: (at: number) => string, before: string): string {
  const at = data[key]
  return typeof at === 'number' ? `${before}${time(at)}` : ''
}

function textIn(data: AlertEvent['data'], key: string): string | null {
  const value = data[key]
  return typeof value === 'string' && value !== '' ? value : null
}
