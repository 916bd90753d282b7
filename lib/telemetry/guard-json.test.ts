import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guardJson, jsonLimits } from './guard-json.ts'

const guard = (text: string) => guardJson(Buffer.from(text)).verdict

test('what is nested deeper than sixteen is refused before it is parsed', () => {
  expect(guard('['.repeat(16) + ']'.repeat(16))).toBe('ok')
  expect(guard('['.repeat(17))).toBe('too-deep')
  expect(guard('{"a":'.repeat(17))).toBe('too-deep')
  expect(guard('['.repeat(200_000))).toBe('too-deep')
})

test('brackets and colons inside strings do not count', () => {
  expect(guard(JSON.stringify({ a: '[[[[[[[[[[[[[[[[[[[[[[', b: '\\"[[[[[[[[[[[[[[[[[[[[[' }))).toBe('ok')
  expect(guard(JSON.stringify(':'.repeat(30_000)))).toBe('ok')
})

test('a swarm of keys or of empty lists is refused', () => {
  const keys = Array.from({ length: jsonLimits.maxKeys + 1 }, (_, i) => `"k${i}":1`).join(',')
  expect(guard(`{${keys}}`)).toBe('too-many-keys')
  expect(guard(`[${'[],'.repeat(jsonLimits.maxContainers)}[]]`)).toBe('too-many-containers')
})

test('the depth it finds is the depth the parsed value has', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0
  fc.assert(
    fc.property(
      fc.jsonValue({ depthSize: 'large', maxDepth: 8 }),
      fc.integer({ min: 0, max: 9 }),
      (value, maxDepth) => {
        const found = guardJson(Buffer.from(JSON.stringify(value)), {
          ...jsonLimits,
          maxDepth,
        })
        expect(found.verdict === 'too-deep').toBe(depthOf(value) > maxDepth)
      },
    ),
    { numRuns: 500 },
  )
})

test('bytes that are no JSON never make it throw or hang', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(guardJson(bytes).verdict).toBeTypeOf('string')
    }),
    { numRuns: 500 },
  )
})

/** The texts the scan found, as the door uses them: only when their number is that of the parsed list. */
function reportTexts(text: string): string[] | null {
  const { reports } = guardJson(Buffer.from(text))
  const parsed = JSON.parse(text)
  if (!reports || !Array.isArray(parsed?.reports) || reports.length !== parsed.reports.length * 2) return null
  return parsed.reports.map((_: unknown, i: number) =>
    Buffer.from(text)
      .subarray(reports[i * 2], reports[i * 2 + 1])
      .toString(),
  )
}

test('every report is found where it stands', () => {
  expect(
    reportTexts(
      '{"a":{"reports":[[9]]}, "reports" : [ [1,2,[[3]],[]] , [4] ], "z":["[", {"reports":[[5]]}]}',
    ),
  ).toEqual(['[1,2,[[3]],[]]', '[4]'])
  expect(reportTexts('{"reports":[]}')).toEqual([])
})

test.each([
  ['the key stands twice', '{"reports":[[1]],"reports":[[2]]}'],
  ['the second key is written with an escape', '{"reports":[[1]],"\\u0072eports":[[2]]}'],
  ['an element is no list', '{"reports":[[1],null]}'],
  ['the reports lie in another object', '{"x":{"reports":[[1]]}}'],
  ['the reports are no list', '{"reports":{"a":[1]}}'],
])('no text is taken when %s', (_case, text) => {
  expect(reportTexts(text)).toBeNull()
})

test('a text that is taken always means what was parsed', () => {
  const reports = fc.array(fc.array(fc.jsonValue({ maxDepth: 2 })), { maxLength: 4 })
  const entry = fc.tuple(
    fc.constantFrom('"reports"', '"\\u0072eports"', '"x"', '"events"'),
    fc.oneof(reports, fc.jsonValue()),
  )
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 4 }), fc.constantFrom('', ' ', '\n\t'), (entries, space) => {
      const text = `{${entries.map(([key, value]) => `${key}${space}:${space}${JSON.stringify(value)}${space}`).join(',')}}`
      const texts = reportTexts(text)
      if (texts) expect(texts.map((one) => JSON.parse(one))).toEqual(JSON.parse(text).reports)
    }),
    { numRuns: 1_000 },
  )
})
