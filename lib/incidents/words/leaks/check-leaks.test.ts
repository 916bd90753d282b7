import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkLeaks, type Foreign, type Own } from './check-leaks.ts'
import { coarse } from './fold.ts'
import { ordinaryWords } from './ordinary-words.ts'

const own: Own = {
  words: ['Acme Corporation', 'acme', 'Classroom', 'Web'],
  ids: ['0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001'],
  hosts: ['acme.example'],
  mails: ['it@acme.example'],
  reference: 'ACME-7',
}
const nobody: Foreign = { words: [], ids: [], hosts: [], mails: [] }
const others: Foreign = {
  words: [
    { kind: 'customer', word: 'Bright Health' },
    { kind: 'slug', word: 'bright-health' },
    { kind: 'customer', word: 'Northwind' },
    { kind: 'customer', word: 'Support' },
    { kind: 'customer', word: 'Asin' },
    { kind: 'app', word: 'Televisit' },
    { kind: 'app', word: 'Web' },
    { kind: 'customer', word: 'Acme' },
  ],
  ids: ['BRIGHT-HEALTH-3', 'room-8841', 'standup'],
  hosts: ['turn.northwind.example', '203.0.113.9'],
  mails: ['ann@northwind.example'],
}
const leaksIn = (body: string, foreign = others) => checkLeaks({ title: '', body }, foreign, own)
const foundIn = (body: string) => leaksIn(body).map(({ from, to, weight }) => [body.slice(from, to), weight])

describe('another customer’s name', () => {
  it.each([
    ['as it is written', 'Also at Bright Health.', 'Bright Health'],
    ['in capitals', 'also at NORTHWIND!', 'NORTHWIND'],
    ['without its space', 'see BrightHealth', 'BrightHealth'],
    ['with spacing of its own', 'see B r i g h t   H e a l t h', 'B r i g h t   H e a l t h'],
    ['with punctuation', 'see N.o.r.t.h.w.i.n.d', 'N.o.r.t.h.w.i.n.d'],
    ['with signs that are not seen', 'see North\u200bwind', 'North\u200bwind'],
    ['in full width', 'see Ｎｏｒｔｈｗｉｎｄ', 'Ｎｏｒｔｈｗｉｎｄ'],
    ['with look-alikes', 'see Nоrthwіnd', 'Nоrthwіnd'],
    ['with accents', 'see Nörthwínd', 'Nörthwínd'],
    ['inside a word', 'see preNorthwindpost', 'Northwind'],
    ['as Markdown', 'see **North**wind', 'North**wind'],
  ])('is found %s', (_how, body, place) => {
    expect(foundIn(body)).toContainEqual([place, 'hard'])
  })

  it('that is an ordinary word may be overridden, and is found as a whole word alone', () => {
    expect(foundIn('Write to our Support.')).toEqual([['Support', 'warning']])
    expect(foundIn('This is unsupported.')).toEqual([])
  })

  it('does not arise from the end of one word and the beginning of the next', () => {
    expect(foundIn('The fault was in the network.')).toEqual([])
    expect(foundIn('as in')).toEqual([['as in', 'warning']])
  })

  it('that is also one’s own, or part of one’s own, is no leak', () => {
    expect(foundIn('Acme Corporation uses Classroom on the Web.')).toEqual([])
  })
})

describe('what names a thing or a machine', () => {
  it.each([
    ['an incident of another', 'Same as BRIGHT-HEALTH-3.', 'BRIGHT-HEALTH-3'],
    ['a shared cause', 'Part of SHARED-12.', 'SHARED-12'],
    ['a UUID', 'call 0190aaaa-bbbb-7ccc-8ddd-eeeeffff0002', '0190aaaa-bbbb-7ccc-8ddd-eeeeffff0002'],
    ['a call’s own id', 'in room-8841.', 'room-8841'],
    ['a relay', 'turn.northwind.example is down', 'turn.northwind.example'],
    ['a host inside', 'db1.msp.internal is slow', 'db1.msp.internal'],
    ['an address inside', 'at 10.4.0.9', '10.4.0.9'],
    ['a relay’s address', 'at 203.0.113.9', '203.0.113.9'],
    ['somebody else’s mail', 'ask ann@northwind.example', 'ann@northwind.example'],
    ['a page for staff', 'see /alerts/12', '/alerts/12'],
  ])('is found and cannot be overridden: %s', (_what, body, place) => {
    expect(foundIn(body)).toContainEqual([place, 'hard'])
  })

  it('of one’s own is no leak', () => {
    const body =
      'ACME-7: see calls.acme.example, /status/incidents/ACME-7, 0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001, it@acme.example'
    expect(foundIn(body)).toEqual([])
  })

  it('that nobody knows is a warning', () => {
    expect(foundIn('see status.vendor.example')).toEqual([['status.vendor.example', 'warning']])
    expect(foundIn('from 198.51.100.7')).toEqual([['198.51.100.7', 'warning']])
    expect(foundIn('the standup')).toEqual([['standup', 'warning']])
  })
})

// ---- Whatever it is called and however it is written ----------------------------------------------------------------

const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzäöéñ')
const nameWord = fc.string({ unit: letter, minLength: 4, maxLength: 9 })
const name = fc.array(nameWord, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '))
const dressings = fc.array(fc.constantFrom('upper', 'lower', 'plain', 'wide', 'accent', 'hidden'), {
  minLength: 1,
  maxLength: 40,
})
const gap = fc.constantFrom('', ' ', '  ', '-', '.', '_', '\u00a0', '\u200b', ' \u2013 ')

const widen = (sign: string) => {
  const code = sign.charCodeAt(0)
  return code > 0x20 && code < 0x7f ? String.fromCharCode(code + 0xfee0) : sign
}
function dressed(text: string, how: readonly string[], between: string): string {
  return [...text]
    .map((sign, i) => {
      if (sign === ' ') return between
      const way = how[i % how.length]
      if (way === 'upper') return sign.toUpperCase()
      if (way === 'wide') return widen(sign)
      if (way === 'accent') return `${sign}\u0301`
      return way === 'hidden' ? `${sign}\u200d` : sign
    })
    .join('')
}
const filler = fc.string({ unit: fc.constantFrom(...'0123456789 .,!\n'), maxLength: 20 })
const around = fc.constantFrom('', 'x', 'pre', ' ', '. ', '(')

describe('for every name', () => {
  it('it is found in any casing, spacing and embedding', () => {
    fc.assert(
      fc.property(name, dressings, gap, filler, around, around, (word, how, between, before, left, right) => {
        fc.pre(!own.words.some((one) => coarse(one) === coarse(word)) && !ordinaryWords.has(coarse(word)))
        const planted = dressed(word, how, between)
        const body = `${before}${left}${planted}${right}`
        const leaks = leaksIn(body, { ...nobody, words: [{ kind: 'customer', word }] })
        const begin = before.length + left.length
        expect(leaks.some(({ from, to }) => from <= begin && to > begin)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('the coarse look lets through whatever the fine one would find', () => {
    fc.assert(
      fc.property(name, dressings, gap, (word, how, between) => {
        expect(coarse(`x${dressed(word, how, between)}y`)).toContain(coarse(word))
      }),
    )
  })

  it('nothing is found in a text without it', () => {
    fc.assert(
      fc.property(
        nameWord,
        fc.array(fc.constantFrom('people', 'hear', 'gaps', 'since', 'noon', 'we', 'look'), { maxLength: 30 }),
        (word, text) => {
          const body = text.join(' ')
          fc.pre(!body.includes(coarse(word)) && !body.replaceAll(' ', '').includes(coarse(word)))
          expect(leaksIn(body, { ...nobody, words: [{ kind: 'customer', word }] })).toEqual([])
        },
      ),
    )
  })

  it('one’s own name is never found, though others are called like a part of it', () => {
    fc.assert(
      fc.property(nameWord, nameWord, dressings, (first, second, how) => {
        const mine = `${first} ${second}`
        const body = `At ${dressed(mine, how, ' ')}.`
        const leaks = checkLeaks(
          { title: body, body },
          {
            ...nobody,
            words: [
              { kind: 'customer', word: mine },
              { kind: 'customer', word: first },
            ],
          },
          { ...own, words: [mine] },
        )
        expect(leaks.filter(({ from, to }) => from > 0 && to < body.length)).toEqual([])
      }),
    )
  })
})
