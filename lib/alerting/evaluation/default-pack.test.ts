import { describe, expect, test } from 'vitest'
import { checkSpec } from '../rules/check-spec.ts'
import { describeRule } from '../rules/describe-rule.ts'
import { defaultPack } from './default-pack.ts'

describe('the default pack', () => {
  test.each(defaultPack.map((rule) => [rule.packKey, rule] as const))(
    '%s makes sense and says what to do',
    (_key, { spec, severity }) => {
      expect(checkSpec(spec)).toBeNull()
      expect(spec.advice).not.toBe('')
      expect(describeRule(spec, severity)).toMatch(/^When .+ raise an? \w+ alert/)
    },
  )

  test('has each key once', () => {
    expect(new Set(defaultPack.map(({ packKey }) => packKey)).size).toBe(defaultPack.length)
  })
})
