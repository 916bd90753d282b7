import { entryOf } from '#lib/diagnosis/catalogue.ts'
import type { TimelineLine } from '../api-contract.ts'
import { alertSentence, isToldAlertEvent } from './alert-sentence.ts'
import { incidentSentence, type Naming } from './incident-sentence.ts'
import type { AlertLine, DeployLine, EventLine, FindingLine, Mark, SaidLine } from './sources.ts'

/** How each source becomes lines. Pure; words of people are put in as they are, and shown as text. */
const plain = {
  actorName: null,
  body: null,
  href: null,
  starred: false,
  proof: null,
  subjectId: null,
  kind: null,
  data: {},
} satisfies Partial<TimelineLine>

/** Notes and updates have lines of their own with their words. */
const saidElsewhere = new Set(['noted', 'note-edited', 'note-deleted', 'update-published'])

export function eventLines(events: readonly EventLine[], naming: Naming): TimelineLine[] {
  return events
    .filter(({ kind }) => !saidElsewhere.has(kind))
    .map(({ id, at, kind, actorKind, actorName, note, data }) => ({
      ...plain,
      line: `event:${id}`,
      at,
      source: actorKind === 'slack' ? 'slack' : actorKind === 'customer' ? 'customer' : 'activity',
      actorName,
      text: incidentSentence(kind, data, note, naming),
      href: hrefOfEvent(data),
      kind,
      // whoever does not see all customers of a parent learns no more than that there is one
      data: kind === 'parent' ? {} : data,
    }))
}

function hrefOfEvent({ alertId, sessionId }: Record<string, unknown>): string | null {
  if (typeof alertId === 'string') return `/alerts/${alertId}`
  return typeof sessionId === 'string' ? `/sessions/${sessionId}` : null
}

export function alertLines(events: readonly AlertLine[], naming: Naming): TimelineLine[] {
  return events.flatMap(({ id, at, kind, actorKind, actorName, alertId, ...told }) =>
    isToldAlertEvent(kind)
      ? [
          {
            ...plain,
            line: `alert-event:${id}`,
            at,
            source: actorKind === 'slack' ? ('slack' as const) : ('alert' as const),
            actorName: actorName.trim() === '' ? 'Earshot' : actorName,
            text: alertSentence(kind, { ...told, actorKind }, naming),
            href: `/alerts/${alertId}`,
            data: { alertId, event: kind },
          },
        ]
      : [],
  )
}

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export function findingLines(findings: readonly FindingLine[]): TimelineLine[] {
  return findings.map(({ id, at, kind, severity, sessionId, sessionName, person }) => ({
    ...plain,
    line: `finding:${id}`,
    at,
    source: 'finding',
    text: `${upperFirst(entryOf(kind).title)}${person === null ? '' : ` for ${person}`} in “${sessionName}”`,
    href: `/sessions/${sessionId}?t=${Math.round(at)}`,
    data: { kind, severity, sessionId },
  }))
}

export function noteLines(notes: readonly SaidLine[]): TimelineLine[] {
  return notes.map(({ id, at, name, body }) => ({
    ...plain,
    ...{ line: `note:${id}`, at, source: 'note', actorName: name, text: 'wrote a note', body, subjectId: id },
  }))
}

export function updateLines(updates: readonly SaidLine[]): TimelineLine[] {
  return updates.map(({ id, at, name, body, state, publicStatus }) => ({
    ...plain,
    ...{ line: `update:${id}`, at, source: 'update', actorName: name, body, subjectId: id },
    text:
      state === 'withdrawn'
        ? 'told the customer, and withdrew it later'
        : `told the customer: ${publicStatus ?? 'investigating'}`,
    data: { state, publicStatus },
  }))
}

export function signalLines(signals: readonly SaidLine[]): TimelineLine[] {
  return signals.map(({ id, at, name, body, state }) => ({
    ...plain,
    ...{ line: `signal:${id}`, at, source: 'customer', actorName: name, subjectId: id },
    text: `${state === 'works-again' ? 'says that it works again' : 'notices it too'}${body ? `: ${body}` : ''}`,
    data: { signal: state },
  }))
}

export function deployLines(deploys: readonly DeployLine[]): TimelineLine[] {
  return deploys.map(({ at, version, appId, appName, sessionId }) => ({
    ...plain,
    ...{ line: `deploy:${appId}:${version}`.slice(0, 100), at, source: 'deploy' },
    text: `First call of ${appName} with version ${version}`,
    href: `/sessions/${sessionId}`,
    data: { version, appId },
  }))
}

/** One list, oldest first; what happened at once keeps the order of its source. */
export function mergeLines(sources: readonly TimelineLine[][], marks: readonly Mark[]): TimelineLine[] {
  const marked = new Map(marks.map((mark) => [mark.line, mark]))
  return sources
    .flat()
    .sort((a, b) => a.at - b.at)
    .map((line) => {
      const mark = marked.get(line.line)
      return mark ? { ...line, starred: mark.starredAt !== null, proof: mark.proof } : line
    })
}
