import { describe, expect, test } from 'vitest'
import { globMatches, labelsSchema, matchesAll, stableLabels } from './labels.ts'

describe('a matcher', () => {
  test.each([
    ['a label that is there', [{ name: 'app', op: 'is', value: 'video' }], true],
    ['another value', [{ name: 'app', op: 'is', value: 'chat' }], false],
    ['a missing label as an empty one', [{ name: 'region', op: 'is', value: '' }], true],
    ['a missing label as not something', [{ name: 'region', op: 'is-not', value: 'eu' }], true],
    [
      'all of several',
      [
        { name: 'app', op: 'is', value: 'video' },
        { name: 'severity', op: 'is', value: 'minor' },
      ],
      false,
    ],
    ['everything when there are none', [], true],
  ] as const)('sees %s', (_what, matchers, expected) => {
    expect(matchesAll(matchers, { app: 'video', severity: 'major' })).toBe(expected)
  })

  test.each([
    ['eu-*', 'eu-west', true],
    ['eu-*', 'us-east', false],
    ['*-west', 'eu-west', true],
    ['e*w*t', 'eu-west', true],
    ['*', '', true],
    ['ab*ba', 'aba', false],
    ['eu', 'eu-west', false],
    ['a**b', 'ab', true],
  ])('glob %s on "%s" is %s', (glob, text, expected) => {
    expect(globMatches(glob, text)).toBe(expected)
  })

  test('a glob made to be slow is not', () => {
    expect(globMatches(`${'a*'.repeat(150)}b`, 'a'.repeat(300))).toBe(false)
  })
})

describe('labels', () => {
  test('make the same text in any order, and never the same text for different ones', () => {
    expect(stableLabels({ region: 'eu', app: 'a' })).toBe(stableLabels({ app: 'a', region: 'eu' }))
    expect(stableLabels({ app: 'a;region=eu' })).not.toBe(stableLabels({ app: 'a', region: 'eu' }))
  })

  test('have names from the list, or under tag. and label.', () => {
    expect(labelsSchema.safeParse({ app: 'a', 'tag.plan': 'gold' }).success).toBe(true)
    expect(labelsSchema.safeParse({ tenant: 'a' }).success).toBe(false)
  })
})
