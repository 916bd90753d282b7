import { expect, test } from 'vitest'
import { keyedHash } from './hash.ts'

test('a hash is the same for the same key and text, and another for another key', () => {
  expect(keyedHash('pk_1', 'camera')).toBe(keyedHash('pk_1', 'camera'))
  expect(keyedHash('pk_2', 'camera')).not.toBe(keyedHash('pk_1', 'camera'))
})

test('ten thousand texts that differ little get as many hashes of eleven characters', () => {
  const hashes = new Set(Array.from({ length: 10_000 }, (_, i) => keyedHash('pk_1', `10.0.${i}`)))
  expect(hashes.size).toBe(10_000)
  for (const hash of hashes) expect(hash).toMatch(/^[0-9a-z]{11}$/)
})
