import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { anAlert } from '#components/alerting/an-alert-for-tests.ts'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { aLine, anIncident } from '../an-incident-for-tests.ts'
import { PrintSheet } from './print-sheet.tsx'

const detail: IncidentDetail = {
  incident: anIncident({ severity: 'critical', customerContactAt: anIncident().times.declared ?? 0 }),
  timeline: [
    aLine({ starred: true, body: '# not a heading', proof: { label: 'Loss rises', href: '/alerts/1' } }),
  ],
  alerts: [anAlert()],
  sessions: [],
  siblings: [],
  similar: [],
  people: [],
  apps: [],
  components: [],
  moves: [],
}
const now = Date.parse('2026-11-25T04:00:00Z')
const sheet = (zone: string) => renderToStaticMarkup(<PrintSheet detail={detail} now={now} zone={zone} />)

test('on paper every time is in the one zone that is stated', () => {
  const text = sheet('Europe/Berlin')
  expect(text).toContain('All times in Europe/Berlin (CET)')
  const clocks = text.match(/\d\d:\d\d:\d\d [A-Z]+/g) ?? []
  expect(clocks.length).toBeGreaterThan(5)
  expect(clocks.every((clock) => clock.endsWith(' CET'))).toBe(true)
  expect(sheet('UTC')).not.toContain('CET')
})

test('gravity is a shape and a word, and who knew first is said', () => {
  const text = sheet('UTC')
  expect(text).toContain('⬢')
  expect(text).toContain('Critical')
  expect(text).toContain('(we knew first)')
})

test('what is not counted is not called zero', () => {
  expect(sheet('UTC')).toContain('Not counted.')
})
