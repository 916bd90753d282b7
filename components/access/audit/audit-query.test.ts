import { expect, test } from 'vitest'
import { auditQueryOf } from './audit-query.ts'

const asked = (address: string) => Object.fromEntries(auditQueryOf(new URLSearchParams(address)))

test('what is filled in is asked for, what is empty or none of ours is not', () => {
  expect(asked('kind=member&text=%20&person=&text=&edit=1')).toEqual({ kind: 'member' })
})

test('a period holds its last day whole', () => {
  const { from, to } = asked('from=2026-03-01&until=2026-03-01')
  expect(new Date(Number(from)).getHours()).toBe(0)
  expect(new Date(Number(to)).getDate()).toBe(2)
  expect(new Date(Number(to)).getHours()).toBe(0)
})

test.each(['from=yesterday', 'from=2026-13-45', 'until=1e9'])('%s is no day', (address) => {
  expect(asked(address)).toEqual({})
})
