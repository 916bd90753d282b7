import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeFacts, noon } from '../../evaluation/facts.test-data.ts'
import { noSums } from '../../evaluation/metric-value.ts'
import { seriesPlan } from '../../evaluation/series-plan.ts'
import { createPast } from './past-frames.ts'

const minute = 60_000
const plan = seriesPlan({ scope: { appIds: [], regions: [], tags: [] }, splitBy: ['app'] })

test('any window of the past is the sum of its rows, and no series without one', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 9 })), {
    maxLength: 40,
  })
  fc.assert(
    fc.property(
      rows,
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 0, max: 100 }),
      (made, length, end) => {
        const past = createPast(
          made.map(([at, joins]) => ({
            ...{ customerId: 'acme', appId: 'video', dimension: '', value: '' },
            ...{ at: noon + at * minute, sums: { ...noSums(), joins } },
          })),
          { from: noon, to: noon + 100 * minute, stepMs: minute },
          makeFacts(),
        )
        const inside = made.filter(([at]) => at < end && at >= end - length)
        const [series] = past(length * minute, noon + end * minute).series(plan).all
        expect(series?.sums.joins).toBe(
          inside.length === 0 ? undefined : inside.reduce((sum, [, joins]) => sum + joins, 0),
        )
      },
    ),
  )
})
