import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { CustomerStatus } from '#lib/status-pages/contract.ts'
import { aComponent, aStatus, servedAt, someDays } from './a-status-for-tests.ts'
import { StatusView } from './status-view.tsx'

const hour = 3_600_000

/** What a browser without scripts is given. */
function served(given: Partial<CustomerStatus>, customerId: string | null = null): string {
  const markup = renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <StatusView customerId={customerId} initial={aStatus(given)} />
    </QueryClientProvider>,
  )
  return markup.replaceAll('\u2009', ' ').replaceAll('<!-- -->', '')
}
const textOf = (markup: string) => markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

describe('a customer’s page as it is served, without scripts', () => {
  test('leads with one sentence, since when, how old the data is, and whose side it is', () => {
    const sentence = 'Most trouble of the last 15 minutes is in your users’ own networks and devices.'
    const text = textOf(served({ whose: { side: 'own', sentence, people: 40, troubled: 20 } }))
    expect(text).toMatch(/^ Acme Calls are working normally\. Since .*As of .*Most trouble/)
    expect(text).toContain(sentence)
  })

  test('has every day of every component in words', () => {
    const last = [
      { worst: 'no-data' as const, upRatio: null, unknownMs: 24 * hour },
      { worst: 'major-outage' as const, upRatio: 0.979, downMs: hour / 2, incidents: ['ACME-7'] },
    ]
    const markup = served({ components: [aComponent({ days: someDays(last), uptimeRatio: 0.99976 })] })
    expect(markup.match(/aria-label="\d+ \w+ 2026: /g)).toHaveLength(90)
    expect(markup).toContain('aria-label="24 Nov 2026: No data, 1 d unknown"')
    expect(markup).toContain('aria-label="25 Nov 2026: Major outage, 97.9 % up, 30 min down, ACME-7"')
    expect(textOf(markup)).toContain('99.976 % uptime')
    // one of all days is reached by Tab, the rest by arrows
    expect(markup.match(/tabindex="0"/g)).toHaveLength(1)
  })

  test('says since when, where the history is shorter than the days shown', () => {
    const days = someDays([]).map((day, i) => (i < 80 ? { ...day, worst: null, upRatio: null } : day))
    expect(textOf(served({ components: [aComponent({ days })] }))).toContain('100 % uptime since 16 Nov 2026')
  })

  test('hatches a day that nobody knows, and never draws it as a working one', () => {
    const days = someDays(Array.from({ length: 90 }, () => ({ worst: 'no-data', upRatio: null })))
    const silent = { state: 'no-data' as const, word: 'No data', uptimeRatio: null, days }
    const markup = served({ components: [aComponent(silent)] })
    expect(markup).not.toContain('bg-ok')
    expect(markup.match(/hatched bg-unk-soft/g)).toHaveLength(90)
    expect(textOf(markup)).toContain('uptime not known')
  })

  test('tells open incidents with their updates, and leads to each of them', () => {
    const incident = {
      ...{ reference: 'ACME-7', title: 'Sound drops out', status: 'identified' as const, simulated: true },
      ...{ componentIds: ['audio'], componentImpact: 'partial-outage' as const, review: null },
      ...{ startedAt: servedAt - hour, publishedAt: servedAt - hour, resolvedAt: null },
      updates: [
        {
          updateId: 'u',
          status: 'identified' as const,
          body: 'It is **one** server.',
          postedAt: servedAt,
          editedAt: null,
        },
      ],
    }
    const markup = served({ incidents: [incident] }, 'c1')
    expect(markup).toContain('href="/status/incidents/ACME-7?customer=c1"')
    expect(textOf(markup)).toMatch(
      /Open incident Sound drops out Partial outage Cause found since .*Demo data Audio/,
    )
    expect(markup).toContain('<strong>one</strong>')
  })

  test('tells planned work and whether it counts', () => {
    const window = { key: 'k', name: 'Database move', startsAt: servedAt + hour, endsAt: servedAt + 2 * hour }
    const maintenance = [{ ...window, state: 'planned' as const, regions: ['eu-west'], excused: true }]
    expect(textOf(served({ maintenance }))).toMatch(/Planned Database move eu-west .* not counted in uptime/)
  })

  test('prints the weights that are really used', () => {
    const text = textOf(served({}))
    expect(text).toContain('a partial outage as 30 %, a degraded service as 0 %')
    expect(text).toContain('The agreed target is 99.9 %')
    expect(text).toContain('Days are those of Europe/Berlin')
    expect(text).toContain('Good calls, 90 days 95 % of 200')
  })

  test('leaves out the figures that the MSP does not share', () => {
    const text = textOf(served({ uptimeRatio: null, callSuccess: null }))
    expect(text).not.toContain('Uptime, 90 days')
    expect(text).not.toContain('Good calls, 90 days')
  })

  test('teaches what will be there while nothing is', () => {
    expect(textOf(served({ components: [], uptimeRatio: null }))).toContain(
      'Components appear with the first call',
    )
  })
})
