import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asksFor, parseSearch, printSearch, type Search, toggleValue, withOnly } from './search-language.ts'
import { searchWords } from './search-words.ts'

const read = (typed: string) => parseSearch(typed).search
const term = (key: string, values: object[], not = false) => ({ terms: [{ key, not, values }], text: [] })

describe('the search bar understands', () => {
  test.each([
    ['nothing', '   ', { terms: [], text: [] }],
    ['empty quotes as nothing', '""', { terms: [], text: [] }],
    ['words of the room’s name', 'stand up', { terms: [], text: ['stand', 'up'] }],
    ['a name in quotes as one', '"stand up"', { terms: [], text: ['stand up'] }],
    ['a part of a customer’s name', 'customer:acme', term('customer', [{ op: 'has', text: 'acme' }])],
    ['the whole of it in quotes', 'browser:"Safari 17"', term('browser', [{ op: 'is', text: 'Safari 17' }])],
    [
      'several values',
      'cause:turn,"ice-failed"',
      term('cause', [
        { op: 'has', text: 'turn' },
        { op: 'is', text: 'ice-failed' },
      ]),
    ],
    ['a comma inside quotes', 'app:"Calls, new"', term('app', [{ op: 'is', text: 'Calls, new' }])],
    ['less than', 'score:<3', term('score', [{ op: '<', number: 3 }])],
    ['at least', 'pain:>=2.5', term('pain', [{ op: '>=', number: 2.5 }])],
    ['exactly', 'people:2', term('people', [{ op: '=', number: 2 }])],
    ['what is not', '-region:us', term('region', [{ op: 'has', text: 'us' }], true)],
    ['what is not known', 'turn:unknown', term('turn', [{ op: 'none' }])],
    ['the text “unknown” itself', 'turn:"unknown"', term('turn', [{ op: 'is', text: 'unknown' }])],
    ['capitals in words and choices', 'State:LIVE', term('state', [{ op: 'is', text: 'live' }])],
    ['a quote that never closes', 'app:"Video vis', term('app', [{ op: 'is', text: 'Video vis' }])],
    ['an unknown word in quotes as text', '"a:b"', { terms: [], text: ['a:b'] }],
  ])('%s', (_what, typed, expected) => {
    expect(parseSearch(typed)).toEqual({ search: expected, faults: [] })
  })

  test('everything together, in the order it was typed', () => {
    const { search, faults } = parseSearch('customer:acme score:<3 cause:turn browser:safari standup')
    expect(faults).toEqual([])
    expect(search.terms.map(({ key }) => key)).toEqual(['customer', 'score', 'cause', 'browser'])
    expect(search.text).toEqual(['standup'])
  })
})

describe('the search bar says what it does not understand', () => {
  test.each([
    ['an unknown word', 'colour:red', /no word “colour:”/],
    ['a choice that is none', 'state:broken', /one of live, ended/],
    ['a number that is none', 'score:low', /takes a number/],
    ['a number with two points', 'score:<1.2.3', /takes a number/],
    ['a word without a value', 'app:', /needs a value/],
    ['too much', Array.from({ length: 30 }, (_, i) => `w${i}`).join(' '), /first 20/],
  ])('%s', (_what, typed, fault) => {
    expect(parseSearch(typed).faults[0]).toMatch(fault)
  })
})

describe('a facet', () => {
  test('adds its value, then a second one, and takes them away again', () => {
    const one = toggleValue(read('standup'), 'region', 'eu-west')
    expect(printSearch(one)).toBe('region:"eu-west" standup')
    const two = toggleValue(one, 'region', null)
    expect(printSearch(two)).toBe('region:"eu-west",unknown standup')
    expect(asksFor(two, 'region', null)).toBe(true)
    expect(printSearch(toggleValue(toggleValue(two, 'region', 'EU-West'), 'region', null))).toBe('standup')
  })

  test('leaves what is not wanted alone', () => {
    expect(printSearch(toggleValue(read('-region:us'), 'region', 'eu'))).toBe('-region:us region:"eu"')
  })

  test('a link to the calls of one value replaces what was asked of that word', () => {
    expect(printSearch(withOnly(read('app:a region:us,eu'), 'region', 'eu-west'))).toBe(
      'app:a region:"eu-west"',
    )
  })
})

const plainText = fc
  .string({ minLength: 1, maxLength: 12 })
  .filter((text) => !/["]/.test(text) && text.trim() === text)
const textKey = fc.constantFrom(
  ...Object.entries(searchWords)
    .filter(([, word]) => word.kind === 'text')
    .map(([key]) => key),
)
const anyTerm = fc.record({
  key: textKey,
  not: fc.boolean(),
  values: fc.array(
    fc.oneof(
      plainText.map((text) => ({ op: 'is' as const, text })),
      fc.constant({ op: 'none' as const }),
    ),
    { minLength: 1, maxLength: 3 },
  ),
})
const anySearch = fc.record({
  terms: fc.array(anyTerm, { maxLength: 4 }),
  text: fc.array(plainText, { maxLength: 3 }),
})

test('whatever is printed reads as the same search', () => {
  fc.assert(
    fc.property(anySearch, (search) => {
      const printed = printSearch(search as Search)
      expect(parseSearch(printed)).toEqual({ search, faults: [] })
    }),
  )
})

test('whatever is typed is read without a crash, and reads the same once printed', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (typed) => {
      const { search } = parseSearch(typed)
      expect(parseSearch(printSearch(search)).search).toEqual(search)
    }),
  )
})
