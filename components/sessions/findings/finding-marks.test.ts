import { expect, test, vi } from 'vitest'
import { evidenceMetrics } from '#lib/diagnosis/evidence-metrics.ts'
import { chartOfMetric, FindingMarks } from './finding-marks.ts'
import { aFinding } from './fixtures.test-data.ts'

test('every chart that evidence names is on the page', () => {
  for (const [metric, { chart }] of Object.entries(evidenceMetrics))
    expect(chartOfMetric(metric) === null, metric).toBe(chart === null)
})

test('a finding shades the charts of its evidence, of that participant only, and a hint shades none', () => {
  const marks = new FindingMarks()
  marks.set([aFinding(), aFinding({ findingId: 'hint', confidence: 'low' })])
  expect(marks.of('ana', 'loss-out').map(({ findingId }) => findingId)).toEqual(['f1'])
  expect(marks.of('ben', 'loss-out')).toEqual([])
})

test('charts hear of it only when something that they draw changed', () => {
  const marks = new FindingMarks()
  const heard = vi.fn()
  marks.subscribe(heard)
  marks.set([aFinding()])
  marks.set([aFinding({ affected: ['ben', 'cara'] })])
  expect(heard).toHaveBeenCalledTimes(1)
  marks.set([aFinding({ clearedAt: 30_000 })])
  expect(heard).toHaveBeenCalledTimes(2)
})
