import { expect, test } from 'vitest'
import type { Leak } from '#lib/incidents/words/contract.ts'
import { leakPlace, verdictOf } from './public-words.ts'

const leak = (weight: Leak['weight']): Leak => ({
  field: 'body',
  from: 0,
  to: 1,
  kind: 'name',
  because: 'It names another customer.',
  weight,
})

test('what was found stands marked within the words around it', () => {
  const text = 'The relay that serves Cobalt Bank and others lost packets.'
  const from = text.indexOf('Cobalt')
  expect(leakPlace(text, { from, to: from + 6 })).toBe('…lay that serves [Cobalt] Bank and others…')
  expect(leakPlace('Cobalt', { from: 0, to: 6 })).toBe('[Cobalt]')
})

test('one hard find stops it, whatever else is only a warning', () => {
  expect(verdictOf([leak('warning'), leak('hard')])).toBe('blocked')
  expect(verdictOf([leak('warning')])).toBe('warned')
  expect(verdictOf([])).toBe('clean')
})
