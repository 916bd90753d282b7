import { afterEach, expect, test } from 'vitest'
import { forgetEnv } from '#lib/env.server.ts'
import { seal, unseal } from './seal.server.ts'

function useKeys(key?: string, previous?: string) {
  if (key === undefined) delete process.env.EARSHOT_SECRETS_KEY
  else process.env.EARSHOT_SECRETS_KEY = key
  if (previous === undefined) delete process.env.EARSHOT_SECRETS_KEY_PREVIOUS
  else process.env.EARSHOT_SECRETS_KEY_PREVIOUS = previous
  forgetEnv()
}
afterEach(() => useKeys())

const [oldKey, newKey] = ['o'.repeat(40), 'n'.repeat(40)]

test('a sealed secret opens for what it belongs to, and shows nothing of itself', () => {
  const sealed = seal('xoxb-secret-ü', 'a/channel/1')
  expect(unseal(sealed, 'a/channel/1')).toBe('xoxb-secret-ü')
  expect(sealed.toString('latin1')).not.toContain('secret')
  expect(seal('xoxb-secret-ü', 'a/channel/1').equals(sealed)).toBe(false)
})

test('copied to another customer, or changed, it does not open', () => {
  const sealed = seal('secret', 'a/channel/1')
  expect(() => unseal(sealed, 'b/channel/1')).toThrow()
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1
  expect(() => unseal(sealed, 'a/channel/1')).toThrow()
})

test('the previous key opens until everything is sealed anew; without it nothing opens', () => {
  useKeys(oldKey)
  const sealed = seal('secret', 'x')
  useKeys(newKey, oldKey)
  expect(unseal(sealed, 'x')).toBe('secret')
  useKeys(newKey)
  expect(() => unseal(sealed, 'x')).toThrow(/key that this process does not have/)
})
