import { type OutcomeFamily, outcomeFamilies } from '#lib/diagnosis/fleet/fleet-row.ts'

/** What is asked, as it stands in the address: a link shows the same question. `lastMs` follows the clock. */
export type Question = {
  family: OutcomeFamily
  span: { lastMs: number } | { from: number; to: number }
}

const hourMs = 3_600_000
export const spans = [
  { lastMs: hourMs / 4, word: 'Last 15 min' },
  { lastMs: hourMs, word: 'Last hour' },
  { lastMs: 24 * hourMs, word: 'Last 24 h' },
  { lastMs: 7 * 24 * hourMs, word: 'Last 7 days' },
] as const

export function readQuestion(params: URLSearchParams): Question {
  const family = outcomeFamilies.find((one) => one === params.get('family')) ?? 'any'
  const [from, to] = [Number(params.get('from')), Number(params.get('to'))]
  if (from > 0 && to > from) return { family, span: { from, to } }
  const last = spans.find(({ lastMs }) => String(lastMs) === params.get('last'))
  return { family, span: { lastMs: last?.lastMs ?? hourMs } }
}

export function writeQuestion({ family, span }: Question, customerId: string | null): string {
  const params = new URLSearchParams()
  if (customerId !== null) params.set('customer', customerId)
  if (family !== 'any') params.set('family', family)
  if ('lastMs' in span) params.set('last', String(span.lastMs))
  else {
    params.set('from', String(span.from))
    params.set('to', String(span.to))
  }
  return params.toString()
}

/** The request it becomes at this moment. */
export function askPath({ family, span }: Question, customerId: string | null, now: number): string {
  const { from, to } = 'lastMs' in span ? { from: now - span.lastMs, to: now } : span
  const params = new URLSearchParams({ from: String(from), to: String(to), family })
  if (customerId !== null) params.set('customer', customerId)
  return `/api/v1/fleet/attribution?${params}`
}
