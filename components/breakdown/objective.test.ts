import { expect, test } from 'vitest'
import { objectiveStanding } from './objective.ts'

const figure = (value: number | null, low: number, high: number, n = 500) => ({
  id: 'joinSuccess',
  value,
  low,
  high,
  hits: 0,
  n,
  why: null,
  beside: null,
})
const up = { objective: 0.99, higherIsBetter: true }
const down = { objective: 0.01, higherIsBetter: false }

test.each([
  ['met, when even the lower end reaches it', figure(0.998, 0.992, 1), up, 'met'],
  ['missed, when even the upper end does not', figure(0.95, 0.93, 0.97), up, 'missed'],
  ['open between the two', figure(0.992, 0.98, 0.997), up, 'open'],
  ['met from above', figure(0.002, 0, 0.008), down, 'met'],
  ['missed from above', figure(0.1, 0.08, 0.12), down, 'missed'],
  ['open while too few', figure(1, 0.9, 1, 19), up, 'open'],
  ['none without a figure', figure(null, 0, 1, 0), up, 'none'],
  ['none without an objective', figure(0.5, 0, 1), { objective: null, higherIsBetter: true }, 'none'],
] as const)('an objective is %s', (_what, given, definition, expected) => {
  expect(objectiveStanding(given, definition)).toBe(expected)
})
