import { expect, test } from 'vitest'
import { forOne } from './keep-to-one.ts'

const customers = [
  { customerId: 'a', name: 'Acme Health', slug: 'acme' },
  { customerId: 'b', name: 'Bolt', slug: 'bolt-bank' },
  { customerId: 'c', name: 'IT', slug: 'it' },
]
const kept = (text: string, customerId: string) => forOne(text, customerId, customers, 'neutral')

test.each([
  ['TURN eu-1 is down', 'a', 'TURN eu-1 is down'],
  ['TURN is down for Bolt', 'a', 'neutral'],
  ['TURN is down for BOLT-BANK', 'a', 'neutral'],
  ['TURN is down for bolt', 'b', 'TURN is down for bolt'],
  ['It is down', 'a', 'It is down'],
])('“%s” in the incident of %s reads “%s”', (text, customerId, reads) => {
  expect(kept(text, customerId)).toBe(reads)
})
