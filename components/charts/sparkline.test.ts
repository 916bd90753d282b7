import { expect, test } from 'vitest'
import { sparklinePath } from './sparkline-path.ts'

test.each<[string, (number | null)[], string]>([
  ['a line from bottom to top', [0, 10], 'M0 10L20 0'],
  ['a null breaks the line', [0, 5, null, 10, 0], 'M0 10L5 5M15 0L20 10'],
  ['a value between nulls is a dot', [null, 5, null], 'M10 5h0'],
  ['values beyond the range stay in the box', [-5, 50], 'M0 10L20 0'],
  ['nothing known draws nothing', [null, null], ''],
  ['one value', [5], 'M0 5h0'],
])('%s', (_case, values, path) => {
  expect(sparklinePath(values, 20, 10, [0, 10])).toBe(path)
})
