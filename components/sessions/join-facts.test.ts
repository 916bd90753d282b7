import { expect, test } from 'vitest'
import type { JoinView } from '#lib/sessions/contract.ts'
import { aPerson } from './findings/fixtures.test-data.ts'
import { joinSummary, joinText } from './join-facts.ts'

const joined: JoinView = {
  attemptAt: 0,
  outcome: 'joined',
  failure: null,
  setupMs: 1_400,
  phases: [
    { phase: 'signaling', ms: 300 },
    { phase: 'checks', ms: 1_100 },
  ],
}
const failed: JoinView = {
  ...joined,
  outcome: 'failed',
  failure: 'ice',
  setupMs: null,
  phases: [{ phase: 'checks', ms: 31_000 }],
}

test.each<[JoinView | null, string]>([
  [joined, 'Joined in 1.4\u2009s; longest: finding a path, 1.1\u2009s.'],
  [failed, 'Could not join: no path found, after 31\u2009s.'],
  [{ ...joined, setupMs: null, phases: [] }, 'Joined; how long it took is not known.'],
  [{ ...joined, outcome: 'pending' }, 'Is joining.'],
  [null, 'Nobody said when they tried to join.'],
])('a join is told in a sentence: %#', (join, text) => expect(joinText(join)).toBe(text))

test('a call tells how its people got in, and nothing when nobody said that they tried', () => {
  expect(joinSummary([aPerson({ join: joined }), aPerson({ join: failed })])).toBe(
    '1 of 2 joined, in 1.4\u2009s, 1 failed',
  )
  expect(joinSummary([aPerson()])).toBeNull()
})
