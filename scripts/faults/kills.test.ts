import { expect, test } from 'vitest'
import { armedFor, planKills } from './kills.ts'

test('the short form kills the engine alone, around the commit first', () => {
  expect(planKills(4)).toEqual(['s3', 's4', 'any moment', 's5'])
})

test('the longer form hits every named place and the database too', () => {
  const plan = planKills(20)
  expect(plan).toHaveLength(20)
  expect(new Set(plan)).toEqual(new Set(['s1', 's2', 's3', 's4', 's5', 'any moment', 'Postgres']))
  expect(plan.filter((kill) => kill === 'Postgres')).toHaveLength(4)
})

test('the engine is armed for a named place alone', () => {
  expect(armedFor('s3')).toMatchObject({ EARSHOT_TEST_CRASH: '1', CRASH_AT: 's3' })
  for (const kill of ['any moment', 'Postgres', undefined] as const) expect(armedFor(kill)).toEqual({})
})
