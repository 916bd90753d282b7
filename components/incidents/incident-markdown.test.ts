import { expect, test } from 'vitest'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { aLine, anIncident } from './an-incident-for-tests.ts'
import { incidentMarkdown } from './incident-markdown.ts'

const detail = (parts: Partial<IncidentDetail> = {}): IncidentDetail => ({
  incident: anIncident({ cause: { category: 'server', text: 'Relay out of memory' } }),
  timeline: [aLine({ starred: true })],
  alerts: [],
  sessions: [],
  siblings: [],
  similar: [],
  people: [],
  apps: [],
  components: [],
  moves: [],
  ...parts,
})
const given = {
  zone: 'Europe/Berlin',
  now: Date.parse('2026-11-25T04:00:00Z'),
  href: 'https://ops.example/incidents/ACME-7',
}

test('a ticket gets facts, times and timeline, every time with the one zone', () => {
  const text = incidentMarkdown(detail(), given)
  expect(text).toContain('# ACME-7: People drop out of video visits')
  expect(text).toContain('<https://ops.example/incidents/ACME-7>')
  expect(text).toContain('- **Severity:** Impaired')
  expect(text).toContain('- **Cause:** Server: Relay out of memory')
  expect(text).toContain('## Times (Europe/Berlin, CET)')
  expect(text).toContain('| Mitigated | unknown |')
  expect(text).toContain('- ★ 25 Nov 2026, 04:00:00 CET – Mara: opened the incident')
  expect(text).not.toMatch(/UTC|undefined|null/)
})

test('what others wrote cannot become a heading, a link or another row', () => {
  const evil = '# Boss | x\n[click](https://evil.example) <img>'
  const text = incidentMarkdown(
    detail({ incident: anIncident({ title: evil }), timeline: [aLine({ text: evil })] }),
    given,
  )
  expect(text).not.toContain('[click](')
  expect(text).not.toContain('<img>')
  expect(text.split('\n').filter((line) => line.startsWith('# '))).toHaveLength(1)
})

test('what is not known is left out, not called zero', () => {
  expect(incidentMarkdown(detail({ incident: anIncident() }), given)).not.toMatch(/Impact:|Cause:|Lead:/)
})
