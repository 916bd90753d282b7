import { expect, test } from 'vitest'
import { compare, createLedger } from './ledger.ts'

const boot = 'b'

function ledgerOf(produced: number[], acked: number[]) {
  const ledger = createLedger()
  ledger.produced(boot, produced)
  ledger.acked(boot, acked)
  return ledger
}
const stored = (...seqs: number[]) => seqs.map((seq) => ({ boot, seq, copies: 1 }))

test('an acked item that is not stored is lost; one that was never acked is undelivered', () => {
  expect(compare(ledgerOf([0, 1, 2, 3], [0, 1, 2]), stored(0, 1))).toMatchObject({ lost: 1, undelivered: 1 })
})

test('an item stored twice is duplicated, in one table or across both', () => {
  const ledger = ledgerOf([0, 1], [0, 1])
  expect(compare(ledger, stored(0, 1, 1)).duplicated).toBe(1)
  expect(compare(ledger, [{ boot, seq: 0, copies: 3 }, ...stored(1)]).duplicated).toBe(2)
})

test('a stored item that nobody made is invented', () => {
  expect(compare(ledgerOf([0], [0]), stored(0, 7)).invented).toBe(1)
  expect(compare(ledgerOf([0], [0]), [...stored(0), { boot: 'other', seq: 0, copies: 1 }]).invented).toBe(1)
})

test('everything stored once, acked or not, is in order', () => {
  const { acked, ...faults } = compare(ledgerOf([0, 1, 2], [0, 1]), stored(0, 1, 2))
  expect(acked).toBe(2)
  expect(Object.values(faults)).toEqual([0, 0, 0, 0])
})
