import { factorKinds, type IncidentEventKind, incidentTimes } from '../contract.ts'
import { timeWords } from '../state/times.ts'

export type Data = Readonly<Record<string, unknown>>
export type Naming = {
  /** what the MSP calls a status */
  status: (key: string) => string
  /** a time as text */
  time: (at: number) => string
}

export const textIn = (data: Data, key: string): string | null => {
  const value = data[key]
  return typeof value === 'string' && value !== '' ? value : null
}
export const numberIn = (data: Data, key: string): number | null => {
  const value = data[key]
  return typeof value === 'number' ? value : null
}

const severityWord: Record<string, string> = { critical: 'Critical', major: 'Impaired', minor: 'Degraded' }
const severity = (key: string | null) => (key === null ? 'unknown' : (severityWord[key] ?? key))
const quoted = (text: string | null) => (text === null ? '' : ` “${text}”`)

type Say = (data: Data, naming: Naming) => string

/** What was done, after the name of who did it. */
const did: Record<IncidentEventKind, Say> = {
  opened: (data) => `opened the incident as ${severity(textIn(data, 'severity'))}`,
  status: moved,
  severity: (data) =>
    `changed the severity from ${severity(textIn(data, 'from'))} to ${severity(textIn(data, 'to'))}${against(data)}`,
  renamed: (data) => {
    const title = changeOf(data, 'title')
    return title ? `renamed it to “${String(title.to)}”` : `changed ${fieldsOf(data)}`
  },
  time: corrected,
  roles: (data) => {
    const role = textIn(data, 'role') === 'communications' ? 'communications' : 'the lead'
    const to = textIn(data, 'to')
    return to === null ? `left ${role} to nobody` : `gave ${role} to ${to}`
  },
  scope: (data) => `changed ${fieldsOf(data)}`,
  due: (data, { time }) => {
    const to = changeOf(data, 'nextUpdateDueAt')?.to
    return typeof to === 'number'
      ? `set the next update for ${time(to)}`
      : 'took the next update off the clock'
  },
  'alert-attached': (data) => `attached the alert${quoted(textIn(data, 'title'))}`,
  'alert-detached': (data) => `took the alert away:${quoted(textIn(data, 'title'))}`,
  'session-linked': (data) => `linked a call as evidence${after(textIn(data, 'why'))}`,
  'session-unlinked': () => 'took a call away from the evidence',
  parent: (data) => {
    const reference = textIn(data, 'parentReference')
    return reference === null ? 'took it out of a shared cause' : 'made it part of a shared cause'
  },
  merged: (data) => `merged it into ${textIn(data, 'into') ?? 'another incident'}`,
  noted: () => 'wrote a note',
  'note-edited': () => 'changed a note',
  'note-deleted': () => 'deleted a note',
  'update-drafted': () => 'drafted an update for the customer',
  'update-published': () => 'published an update to the customer',
  'update-edited': () => 'corrected an update',
  'update-withdrawn': () => 'withdrew an update',
  'customer-contact': (data, { time }) => {
    const at = numberIn(data, 'at')
    return at === null
      ? 'took back that the customer told us'
      : `wrote down that the customer told us at ${time(at)}`
  },
  cause: (data) => `named the cause: ${causeWord(textIn(data, 'category'))}${after(textIn(data, 'text'))}`,
  review: (data) =>
    typeof data.shared === 'boolean'
      ? data.shared
        ? 'shared what was learned with the customer'
        : 'took back what the customer could read of the review'
      : `moved the review to “${textIn(data, 'to') ?? 'draft'}”`,
  action: (data) => `${actionWord(textIn(data, 'what'))} a corrective action${quoted(textIn(data, 'title'))}`,
  recurred: (data) => `saw it come back${quoted(textIn(data, 'title'))}: the action is open again`,
  told: (data) => toldWord(data),
}

/** "Mara" + "moved it back from Monitoring to Investigating": what is done, as one sentence after who did it. */
export function incidentSentence(
  kind: IncidentEventKind,
  data: Data,
  note: string | null,
  naming: Naming,
): string {
  return `${did[kind](data, naming)}${after(note)}`
}

const after = (text: string | null): string => (text ? `: ${text}` : '')

function moved(data: Data, { status }: Naming): string {
  const [from, to] = [textIn(data, 'from') ?? '', textIn(data, 'to') ?? '']
  const verb = data.back === true ? 'moved it back' : 'moved it'
  const impact = data.impactAgain === true ? '; the impact goes on' : ''
  return `${verb} from ${status(from)} to ${status(to)}${impact}`
}

function against(data: Data): string {
  const proposed = textIn(data, 'proposed')
  return proposed === null || proposed === textIn(data, 'to') ? '' : ` (proposed: ${severity(proposed)})`
}

function corrected(data: Data, { time }: Naming): string {
  const field = incidentTimes.find((one) => one === data.field)
  const what = field ? timeWords[field] : 'a time'
  const [from, to] = [numberIn(data, 'from'), numberIn(data, 'to')]
  if (to === null) return `made ${what} unknown again`
  return from === null ? `set ${what} to ${time(to)}` : `corrected ${what} from ${time(from)} to ${time(to)}`
}

const fieldWords: Record<string, string> = {
  title: 'the title',
  summary: 'the summary',
  publicTitle: 'the customer’s title',
  componentIds: 'the components',
  componentImpact: 'what the components are meanwhile',
  appIds: 'the apps',
  regions: 'the regions',
  autoResolve: 'when its alerts resolve it',
  ticketUrl: 'the ticket',
}
const fieldsOf = (data: Data): string =>
  Object.keys(data)
    .map((name) => fieldWords[name] ?? name)
    .join(', ') || 'nothing'

function changeOf(data: Data, key: string): { from: unknown; to: unknown } | null {
  const value = data[key]
  return typeof value === 'object' && value !== null && 'from' in value && 'to' in value
    ? { from: value.from, to: value.to }
    : null
}

const causeWord = (key: string | null): string => factorKinds.find((kind) => kind === key) ?? 'unknown'

const actionWords: Record<string, string> = {
  added: 'added',
  done: 'finished',
  declined: 'declined',
  reopened: 'reopened',
  changed: 'changed',
}
const actionWord = (what: string | null): string => actionWords[what ?? ''] ?? 'changed'

function toldWord(data: Data): string {
  const count = numberIn(data, 'count') ?? numberIn(data, 'howMany') ?? numberIn(data, 'recipients')
  if (count === null) return 'mailed the subscribers'
  return `mailed ${count} ${count === 1 ? 'subscriber' : 'subscribers'}`
}
