import { type Matcher, matcherSchema } from '#lib/alerting/labels.ts'

/** Address of the form for a new silence, filled in for alerts with these labels. */
export function silenceLink(customerId: string, labels: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams({ new: '1', of: customerId })
  for (const [name, value] of Object.entries(labels)) query.append('match', `${name}=${value}`)
  return `/settings/silences?${query}`
}

/** What such an address fills in; what cannot be read is left out. */
export function readSilenceLink(query: URLSearchParams): { customerId: string | null; matchers: Matcher[] } {
  const matchers = query.getAll('match').flatMap((text) => {
    const at = text.indexOf('=')
    const parsed = matcherSchema.safeParse({ name: text.slice(0, at), op: 'is', value: text.slice(at + 1) })
    return at > 0 && parsed.success ? [parsed.data] : []
  })
  return { customerId: query.get('of'), matchers: matchers.slice(0, 20) }
}
