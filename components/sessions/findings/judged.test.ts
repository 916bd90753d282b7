import { expect, test } from 'vitest'
import { judged, replaced } from './judged.ts'

const mine = { opinion: 'agree', comment: 'seen it', at: 5 } as const
const list = { opinions: [{ findingId: 'f1', mine, agree: 2, wrong: 1 }] }

test.each([
  ['wrong', { agree: 1, wrong: 2 }],
  ['agree', { agree: 2, wrong: 1 }],
  [null, { agree: 1, wrong: 1 }],
] as const)('one member counts once, whatever they said before: %s', (opinion, counts) => {
  expect(judged(list, 'f1', opinion)).toMatchObject({ ...counts, findingId: 'f1' })
})

test('the first opinion on a finding is counted, and replaces nobody else’s finding', () => {
  const next = judged(list, 'f2', 'wrong')
  expect(next).toMatchObject({ mine: { opinion: 'wrong' }, agree: 0, wrong: 1 })
  expect(replaced(list, next).opinions).toHaveLength(2)
})
