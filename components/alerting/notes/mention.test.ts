import { expect, test } from 'vitest'
import { mentionAt, peopleLike, withMention } from './mention.ts'

const people = ['Mara Menz', 'Otto Operator', 'Ömer Mara'].map((name, i) => ({ memberId: String(i), name }))

test.each([
  ['@Ma', 3, { from: 0, query: 'Ma' }],
  ['ask @Mara M', 11, { from: 4, query: 'Mara M' }],
  ['(@o', 3, { from: 1, query: 'o' }],
  ['mail mara@ex', 12, null],
  ['@Mara Menz ', 11, null],
  ['@one\ntwo', 8, null],
  ['nobody', 3, null],
])('typing a name: %j at %i', (text, caret, expected) => {
  expect(mentionAt(text, caret)).toEqual(expected)
})

test('first and last names are found, whatever their case', () => {
  expect(peopleLike(people, 'mar').map(({ name }) => name)).toEqual(['Mara Menz', 'Ömer Mara'])
  expect(peopleLike(people, 'Otto Op').map(({ name }) => name)).toEqual(['Otto Operator'])
})

test('a chosen name replaces what was typed of it', () => {
  expect(withMention('ask @ma now', { from: 4, query: 'ma' }, 'Mara Menz')).toEqual({
    text: 'ask @Mara Menz now',
    caret: 15,
  })
})
