import { expect, test } from 'vitest'
import { createToldLedger, faultsOfTold } from './told-ledger.ts'

test('what was told once of each is right', () => {
  const ledger = createToldLedger()
  ledger.made('a fired')
  ledger.told('a fired', false)
  expect(faultsOfTold(ledger.compare(), 0)).toEqual([])
})

test('a repeat is right after a kill, if it says so', () => {
  const ledger = createToldLedger()
  ledger.made('a fired')
  ledger.told('a fired', false)
  ledger.told('a fired', true)
  expect(ledger.compare()).toMatchObject({ extra: 1, unmarked: 0 })
  expect(faultsOfTold(ledger.compare(), 1)).toEqual([])
  expect(faultsOfTold(ledger.compare(), 0)).toEqual(['1 extra messages after 0 kills'])
})

test('silence, unmarked repeats and inventions are found', () => {
  const ledger = createToldLedger()
  ledger.made('a fired')
  ledger.made('b fired')
  ledger.told('b fired', false)
  ledger.told('b fired', false)
  ledger.told('c resolved', false)
  expect(ledger.compare()).toEqual({ transitions: 2, undelivered: 1, extra: 1, unmarked: 1, invented: 1 })
  expect(faultsOfTold(ledger.compare(), 9)).toHaveLength(3)
})

test('a run in which nothing happened proves nothing', () => {
  expect(faultsOfTold(createToldLedger().compare(), 3)).toEqual(['nothing happened, so nothing was tested'])
})
