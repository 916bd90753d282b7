import { expect, test } from 'vitest'
import { parseSearch, printSearch } from '#lib/sessions/search/search-language.ts'
import { rowSearch, valueWord } from './breakdown-words.ts'

const of = (q: string) => parseSearch(q).search
const choice = { by: 'browser', outcome: 'failedJoins', simulated: false } as const

test('a row leads to its own calls, to what happened there, and to no call that was not counted', () => {
  expect(printSearch(rowSearch(of('app:visits'), choice, 'Safari 17'))).toBe(
    'app:visits browser:"Safari 17" join:failed source:live simulated:no',
  )
})

test('what is asked for already is not asked twice, and the row replaces its own word', () => {
  expect(printSearch(rowSearch(of('browser:safari join:failed'), { ...choice, simulated: true }, null))).toBe(
    'join:failed browser:unknown source:live',
  )
})

test('causes are told by their titles', () => {
  expect(valueWord('cause', 'uplink-packet-loss')).toBe('Packets lost on upload')
  expect(valueWord('cause', null)).toBe('No cause found')
  expect(valueWord('region', null)).toBe('Not known')
})
