import { describe, expect, test } from 'vitest'
import { pointMetrics } from '#lib/sessions/contract.ts'
import { chartSpecs, metricIndex } from './chart-specs.ts'
import { summarise } from './summarise.ts'

const spec = (id: string) => {
  const found = chartSpecs.find((each) => each.id === id)
  if (!found) throw new Error(id)
  return found
}
const series = (values: Partial<Record<(typeof pointMetrics)[number], (number | null)[]>>, at: number[]) => {
  const columns: (number | null)[][] = pointMetrics.map(() => at.map(() => null))
  for (const [metric, column] of Object.entries(values))
    columns[metricIndex[metric as keyof typeof metricIndex]] = column
  return { at, columns, silenceMs: 6_500 }
}
const at = [0, 2_000, 4_000, 6_000, 8_000]

describe('a chart in one sentence', () => {
  test.each([
    [
      'range, middle and time above the limit',
      'round-trip',
      { roundTripMs: [40, 50, 310, 400, 45] },
      '40–400 ms, mostly 50 ms, above 300 ms for 4 s.',
    ],
    ['a flat line is one value', 'round-trip', { roundTripMs: [40, 40, 40, 40, 40] }, '40 ms.'],
    [
      'two lines are named',
      'loss-in',
      { inAudioLossPct: [0, 0, 0, 0, 0], inVideoLossPct: [0, 1, 1, 1, 2] },
      'Audio 0.0 %; video 0.0–2.0 %, mostly 1.0 %.',
    ],
    ['a line nobody measured is left out', 'loss-in', { inVideoLossPct: [1, 1, 1, 1, 1] }, 'Video 1.0 %.'],
    [
      'a score below its lowest limit',
      'score',
      { score: [4.2, 4.2, 2.5, 2.5, 4.2] },
      '2.5–4.2, mostly 4.2, below 3.1 for 4 s.',
    ],
    ['nothing at all', 'freezes', {}, 'Nothing measured.'],
    [
      'missing time is told',
      'round-trip',
      { roundTripMs: [40, null, null, null, null] },
      '40 ms; nothing measured for 8 s.',
    ],
  ])('%s', (_case, id, values, text) => {
    expect(summarise(spec(id), series(values, at), 0, 8_000).replaceAll('\u2009', ' ')).toBe(text)
  })

  test('only what is shown counts', () => {
    expect(
      summarise(spec('round-trip'), series({ roundTripMs: [40, 50, 310, 400, 45] }, at), 0, 2_000),
    ).toMatch(/^40–50/)
  })
})
