import { describe, expect, test } from 'vitest'
import { ruleSpecSchema } from '#lib/alerting/rules/contract.ts'
import {
  instanceText,
  isBlank,
  knownOnlyMs,
  limitsOf,
  shownSpan,
  valueText,
  weekSentence,
} from './preview-words.ts'
import { faultAt, faultOfWhole, faultsOf, soundSpec } from './rule-form.ts'
import { startingPoints } from './starting-points.ts'
import { linePath, scaleOf } from './week-path.ts'

const day = 86_400_000
const plain = (text: string) => text.replaceAll('\u2009', ' ')

test.each([
  [3, 42 * 60_000, 7, 'Would have fired 3× in the last 7 days, 42 min in total.'],
  [0, 0, 7, 'Would not have fired in the last 7 days.'],
  [1, 5_400_000, 1, 'Would have fired 1× in the last day, 1 h 30 min in total.'],
])('the preview is one sentence: %d times, %d ms, %d days', (fired, firedMs, days, text) => {
  expect(plain(weekSentence({ fired, firedMs, from: 0, to: days * day }))).toBe(text)
})

const spec = ruleSpecSchema.parse({
  condition: {
    kind: 'threshold',
    metric: 'badRatio',
    windowMs: 60_000,
    op: 'above',
    fireAt: 0.2,
    clearAt: 0.1,
  },
  scope: {},
})

test('what cannot be known is said, not drawn as zero', () => {
  expect(valueText(spec, null)).toBe('cannot be told')
  expect(valueText(spec, 0.056)).toBe('5.6 %')
  const box = { from: 0, to: 10, low: 0, high: 1 }
  expect(
    linePath(
      [
        [0, 0],
        [5, 1],
        [6, null],
        [10, 0.5],
      ],
      box,
    ),
  ).toBe('M0 100h0.01L500 0M1000 50h0.01')
})

test('a week of which little is known says so', () => {
  const week = (from: number) => ({
    series: [
      [0, null],
      [from, 0.1],
    ] as [number, number | null][],
    from: 0,
    to: 1000,
  })
  expect(knownOnlyMs(week(900))).toBe(100)
  expect(knownOnlyMs(week(10))).toBeNull()
  expect(knownOnlyMs({ ...week(900), series: [] })).toBeNull()
})

test('a short history is drawn over its own length, with what fired in it', () => {
  const week = { series: [[900_000, 0.1]] as [number, number][], from: 0, to: 1_000_000, episodes: [] }
  expect(shownSpan(week)).toEqual({ from: 840_000, to: 1_000_000 })
  expect(shownSpan({ ...week, series: [[10, 0.1]] })).toEqual({ from: 0, to: 1_000_000 })
  expect(shownSpan({ ...week, episodes: [{ labels: {}, from: 500_000, to: null }] }).from).toBeLessThan(
    500_000,
  )
})

test('a week of which nothing is known is no week in which nothing happened', () => {
  expect(isBlank(spec, { fired: 0, series: [[0, null]] })).toBe(true)
  expect(isBlank(spec, { fired: 0, series: [[0, 0]] })).toBe(false)
  expect(isBlank(spec, { fired: 1, series: [] })).toBe(false)
  const finding = startingPoints.find(({ kind }) => kind === 'finding')
  expect(finding && isBlank(finding.spec, { fired: 0, series: [] })).toBe(false)
})

test('both limits are drawn, once where they are the same', () => {
  expect(limitsOf(spec).map(({ word }) => word)).toEqual(['fires', 'over'])
  expect(limitsOf({ ...spec, condition: { ...spec.condition, clearAt: 0.2 } as never })).toHaveLength(1)
})

test('the scale holds the limits and is never flat', () => {
  expect(scaleOf([[0, 0]], []).high).toBeGreaterThan(0)
  expect(scaleOf([[0, 0.1]], [0.2]).high).toBeGreaterThan(0.2)
})

test('an instance is named by what sets it apart', () => {
  expect(instanceText({ customer: 'acme', app: 'shop', severity: 'major' })).toBe('app shop')
})

describe('faults stand beside what they are about', () => {
  const form = (change: object) => ({
    customerId: null,
    name: 'x',
    severity: 'major',
    spec: { ...spec, condition: { ...spec.condition, ...change } },
  })

  test.each([
    [{ fireAt: Number.NaN }, 'spec.condition.fireAt', 'Give a number.'],
    [{ windowMs: 1 }, 'spec.condition.windowMs', 'At least 10000.'],
  ])('%j', (change, path, message) => {
    expect(faultAt(faultsOf(form(change)), path)).toBe(message)
  })

  test('limits the wrong way round are a fault of the whole sentence', () => {
    const faults = faultsOf(form({ clearAt: 0.9 }))
    expect(faultOfWhole(faults)).toMatch(/cannot be worse/)
    expect(soundSpec(form({ clearAt: 0.9 }).spec as never)).toBeNull()
  })

  test('a starting point has none', () => {
    for (const { name, severity, spec } of startingPoints)
      expect(faultsOf({ customerId: null, name, severity, spec })).toEqual([])
  })
})
