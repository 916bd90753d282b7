import { expect, test } from 'vitest'
import { appLabel, metrics, metricsText, onScrape } from './metrics.server.ts'

test('a scrape reads every family under one prefix, with gauges read at that moment', async () => {
  onScrape(() => metrics.sockets.set(12))
  metrics.requests.inc({ status: '200', code: 'ok' })
  const { contentType, body } = await metricsText()
  expect(contentType).toContain('text/plain')
  expect(body).toContain('earshot_sockets 12')
  expect(body).toContain('earshot_ingest_requests_total{status="200",code="ok"} 1')
  const families = body.match(/^# TYPE (\S+)/gm) ?? []
  expect(families.length).toBeGreaterThan(10)
  expect(families.every((line) => line.startsWith('# TYPE earshot_'))).toBe(true)
})

test('apps beyond a thousand share a label, so a scrape stays bounded', () => {
  const labels = new Set(Array.from({ length: 3_000 }, (_, i) => appLabel(`app-${i}`)))
  expect(labels.size).toBe(1_001)
  expect(labels.has('__other__')).toBe(true)
  expect(appLabel('app-0')).toBe('app-0')
})
