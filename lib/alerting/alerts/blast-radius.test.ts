import { expect, test } from 'vitest'
import { blastRadius, type TouchedCall } from './blast-radius.ts'

const call = (given: Partial<TouchedCall>): TouchedCall => ({
  sessionId: 's',
  name: 'Stand-up',
  score: 3,
  band: 'poor',
  live: true,
  affectedNow: 1,
  affectedSoFar: 1,
  painMinutes: 1,
  ...given,
})

test('counts now and so far, and what share of the customer’s people that is', () => {
  const over = call({ sessionId: 'b', live: false, affectedNow: 0, affectedSoFar: 4, painMinutes: 2.25 })
  expect(blastRadius([call({ affectedNow: 2, affectedSoFar: 3 }), over], 14)).toMatchObject({
    sessionsNow: 1,
    participantsNow: 2,
    sessionsSoFar: 2,
    participantsSoFar: 7,
    painMinutes: 3.3,
    share: 0.5,
  })
})

test('nobody in any call is no share at all, not 0 %', () => {
  expect(blastRadius([], 0)).toMatchObject({ share: null, participantsSoFar: 0, worst: [] })
})

test('the worst ten calls: who hurts now first, then by pain', () => {
  const calls = Array.from({ length: 12 }, (_, i) => call({ sessionId: `${i}`, painMinutes: i }))
  const gone = call({ sessionId: 'gone', affectedNow: 0, painMinutes: 99 })
  const worst = blastRadius([gone, ...calls], 100).worst.map(({ sessionId }) => sessionId)
  expect(worst).toEqual(['11', '10', '9', '8', '7', '6', '5', '4', '3', '2'])
  expect(blastRadius([gone, call({})], 9).worst.map(({ sessionId }) => sessionId)).toEqual(['s', 'gone'])
})
