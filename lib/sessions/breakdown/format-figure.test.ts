import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { formatFigure, formatShare } from './format-figure.ts'
import { kpiDocument } from './kpi-document.ts'

test.each([
  [0, '0 %'],
  [0.0001, '< 0.1 %'],
  [0.004, '0.4 %'],
  [0.345, '35 %'],
  [0.905, '90.5 %'],
  [0.9999, '> 99.9 %'],
  [1, '100 %'],
])('a share of %d is told as %s', (ratio, text) => {
  expect(formatShare(ratio).replaceAll('\u2009', ' ')).toBe(text)
})

test.each([
  [842, 'duration', '842 ms'],
  [2_345, 'duration', '2.3 s'],
  [12_345, 'count', '12,345'],
  [0.5, 'rate', '0.50 per hour'],
  [4.2, 'score', '4.20'],
] as const)('%d as a %s is told as %s', (value, unit, text) => {
  expect(formatFigure(value, unit).replaceAll('\u2009', ' ')).toBe(text)
})

test('docs/kpis.md says what the definitions say', () => {
  expect(readFileSync('docs/kpis.md', 'utf8')).toBe(kpiDocument())
})
