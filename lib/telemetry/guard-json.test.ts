import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guardJson, jsonLimits } from './guard-json.ts'

const guard = (text: string) => guardJson(Buffer.from(text))

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
        } as typeof jsonLimits)
        expect(found === 'too-deep').toBe(depthOf(value) > maxDepth)
      },
    ),
    { numRuns: 500 },
  )
})

test('bytes that are no JSON never make it throw or hang', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(typeof guardJson(bytes)).toBe('string')
    }),
    { numRuns: 500 },
  )
})
