import type { ComponentImpact, IncidentSeverity } from '../contract.ts'
import type { Cause } from './decide-move.ts'
import {
  draftIncidentEvent,
  type IncidentActor,
  type IncidentChange,
  type IncidentEventDraft,
  type IncidentPatch,
  type IncidentRow,
} from './incident-row.ts'
import { firstTimes } from './times.ts'
import { dueWhenSeverityChanges } from './update-clock.ts'

export type NamedPerson = { memberId: string; name: string }

/** What a person changes of an incident; what is missing stays. */
export type EditAsked = {
  title?: string | undefined
  summary?: string | undefined
  publicTitle?: string | null | undefined
  severity?: IncidentSeverity | undefined
  autoResolve?: IncidentRow['autoResolve'] | undefined
  componentIds?: string[] | undefined
  componentImpact?: ComponentImpact | null | undefined
  appIds?: string[] | undefined
  regions?: string[] | undefined
  lead?: NamedPerson | null | undefined
  communications?: NamedPerson | null | undefined
  nextUpdateDueAt?: Date | null | undefined
  cause?: Cause | undefined
  ticketUrl?: string | null | undefined
}

const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value)
const same = (a: unknown, b: unknown) => JSON.stringify(plain(a)) === JSON.stringify(plain(b))

/** One event for each kind of thing that changes; nothing changed = none. */
export function decideEdit(row: IncidentRow, asked: EditAsked, by: IncidentActor, now: Date): IncidentChange {
  const changes = [
    changed(row, asked, by, 'renamed', ['title', 'summary', 'publicTitle']),
    severityOf(row, asked, by, now),
    changed(row, asked, by, 'scope', [
      ...(['componentIds', 'componentImpact', 'appIds', 'regions'] as const),
      ...(['autoResolve', 'ticketUrl'] as const),
    ]),
    roleOf(row, 'lead', asked.lead, by, now),
    roleOf(row, 'communications', asked.communications, by, now),
    changed(row, asked, by, 'due', ['nextUpdateDueAt']),
    causeOf(row, asked.cause, by),
  ]
  return {
    patch: Object.assign({}, ...changes.map(({ patch }) => patch)),
    events: changes.flatMap(({ events }) => events),
  }
}

const nothing = (): IncidentChange => ({ patch: {}, events: [] })

function changed(
  row: IncidentRow,
  asked: EditAsked,
  by: IncidentActor,
  kind: IncidentEventDraft['kind'],
  fields: readonly (keyof EditAsked & keyof IncidentRow)[],
): IncidentChange {
  const moved = fields.filter((name) => asked[name] !== undefined && !same(row[name], asked[name]))
  if (moved.length === 0) return nothing()
  const sides = moved.map((name) => [name, { from: plain(row[name]), to: plain(asked[name]) }])
  const patch: IncidentPatch = Object.fromEntries(moved.map((name) => [name, asked[name]]))
  return { patch, events: [draftIncidentEvent(by, kind, Object.fromEntries(sides))] }
}

function severityOf(row: IncidentRow, { severity }: EditAsked, by: IncidentActor, now: Date): IncidentChange {
  if (severity === undefined || severity === row.severity) return nothing()
  const data = { from: row.severity, to: severity, proposed: row.proposal?.severity ?? null }
  return {
    patch: { severity, ...dueWhenSeverityChanges(row, severity, now) },
    events: [draftIncidentEvent(by, 'severity', data)],
  }
}

function roleOf(
  row: IncidentRow,
  role: 'lead' | 'communications',
  to: NamedPerson | null | undefined,
  by: IncidentActor,
  now: Date,
): IncidentChange {
  const [id, name] = [`${role}Id`, `${role}Name`] as const
  if (to === undefined || row[id] === (to?.memberId ?? null)) return nothing()
  const data = { role, from: row[name], to: to?.name ?? null, toId: to?.memberId ?? null }
  // somebody leads it: somebody is on it
  const taken = role === 'lead' && to !== null ? firstTimes(row, ['acknowledged'], now) : {}
  return {
    patch: { [id]: to?.memberId ?? null, [name]: to?.name ?? null, ...taken },
    events: [draftIncidentEvent(by, 'roles', data)],
  }
}

function causeOf(row: IncidentRow, cause: Cause | undefined, by: IncidentActor): IncidentChange {
  if (!cause || (cause.category === row.causeCategory && cause.text === row.causeText)) return nothing()
  return {
    patch: { causeCategory: cause.category, causeText: cause.text },
    events: [draftIncidentEvent(by, 'cause', { ...cause, from: row.causeCategory })],
  }
}
