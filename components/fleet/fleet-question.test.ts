import { expect, test } from 'vitest'
import { askPath, readQuestion, writeQuestion } from './fleet-question.ts'

const noon = 1_800_000_000_000

test('a question survives its address', () => {
  for (const question of [
    { family: 'any', span: { lastMs: 3_600_000 } },
    { family: 'rtt', span: { from: noon, to: noon + 60_000 } },
  ] as const)
    expect(readQuestion(new URLSearchParams(writeQuestion(question, 'acme')))).toEqual(question)
})

test.each(['', 'family=nonsense&last=5', 'from=9&to=3', 'from=x&to=y'])(
  'nonsense asks about the last hour: "%s"',
  (text) => {
    expect(readQuestion(new URLSearchParams(text))).toEqual({ family: 'any', span: { lastMs: 3_600_000 } })
  },
)

test('what is asked follows the clock, or stands still', () => {
  expect(askPath({ family: 'any', span: { lastMs: 60_000 } }, null, noon)).toBe(
    `/api/v1/fleet/attribution?from=${noon - 60_000}&to=${noon}&family=any`,
  )
  expect(askPath({ family: 'loss', span: { from: 1, to: 2 } }, 'acme', noon)).toBe(
    '/api/v1/fleet/attribution?from=1&to=2&family=loss&customer=acme',
  )
})
