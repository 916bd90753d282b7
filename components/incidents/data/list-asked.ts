import { type IncidentListView, incidentViews } from '#lib/incidents/api-contract.ts'
import {
  type FactorKind,
  factorKinds,
  type IncidentSeverity,
  incidentSeverities,
} from '#lib/incidents/contract.ts'

/** One cell of a heat map: an hour of a weekday, as a zone counts them. Monday is 1. */
export type WeekCell = { weekday: number; hour: number; zone: string }
export type ListAsked = {
  view: IncidentListView
  customer: string | null
  severity: IncidentSeverity | null
  cause: FactorKind | null
  /** declared within [from, to) */
  from: number | null
  to: number | null
  cell: WeekCell | null
  q: string
}

/** What the address asks for; what makes no sense in it asks for nothing. */
export function readAsked(query: URLSearchParams, customer: string | null): ListAsked {
  return {
    view: incidentViews.find((view) => view === query.get('view')) ?? 'open',
    customer,
    severity: incidentSeverities.find((one) => one === query.get('severity')) ?? null,
    cause: factorKinds.find((one) => one === query.get('cause')) ?? null,
    from: wholeNumber(query.get('from'), 0, Number.MAX_SAFE_INTEGER),
    to: wholeNumber(query.get('to'), 0, Number.MAX_SAFE_INTEGER),
    cell: readCell(query),
    q: query.get('q') ?? '',
  }
}

function readCell(query: URLSearchParams): WeekCell | null {
  const weekday = wholeNumber(query.get('weekday'), 1, 7)
  const hour = wholeNumber(query.get('hour'), 0, 23)
  return weekday === null || hour === null ? null : { weekday, hour, zone: query.get('zone') ?? 'UTC' }
}

function wholeNumber(text: string | null, least: number, most: number): number | null {
  if (text === null || !/^\d{1,16}$/.test(text)) return null
  const number = Number(text)
  return number >= least && number <= most ? number : null
}

/** The request for a page of it. */
export function listAddress({ cell, ...asked }: ListAsked, cursor: string): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...asked, ...cell, cursor }))
    if (value !== null && value !== '') query.set(name, String(value))
  return `/api/v1/incidents?${query}`
}

/** Names in the address that narrow a view. */
export const filterNames = ['severity', 'cause', 'from', 'to', 'weekday', 'hour', 'zone', 'q'] as const
export const noFilters = Object.fromEntries(filterNames.map((name) => [name, null]))

export const isNarrowed = ({ severity, cause, from, to, cell, q }: ListAsked): boolean =>
  severity !== null || cause !== null || from !== null || to !== null || cell !== null || q !== ''

const weekdays = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays']

/** "Tuesdays, 09:00 – 10:00, Europe/Berlin" */
export function cellText({ weekday, hour, zone }: WeekCell): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${weekdays[weekday - 1] ?? ''}, ${two(hour)}:00 – ${two(hour + 1)}:00, ${zone}`
}
