import { expect, test } from 'vitest'
import { z } from 'zod'
import { factorSchema, reviewSchema, reviewSectionsSchema, savedReviewSchema } from './contract.ts'
import { nameHints } from './name-hints.ts'
import { sectionWords } from './prompts.ts'

const culprit = /owner|blame|culprit|fault|guilt|responsible|offender|person|who\b|member|causedBy/i

test('no field of a review, however deep, is a place for a culprit', () => {
  for (const schema of [reviewSchema, savedReviewSchema, factorSchema, reviewSectionsSchema])
    expect(namesIn(z.toJSONSchema(schema)).filter((name) => culprit.test(name))).toEqual([])
  expect(namesIn(z.toJSONSchema(z.object({ culprit: z.string() })))).toContain('culprit')
})

test('prompts ask what and how, never who and why', () => {
  for (const { prompt } of Object.values(sectionWords)) expect(prompt).not.toMatch(/\b(who|whose|why)\b/i)
})

test('a section that names somebody of staff gets a hint, a word that only looks like it does not', () => {
  const empty = {
    overview: '',
    whatHappened: '',
    howNoticed: '',
    howMended: '',
    wentWell: '',
    wasHard: '',
    lucky: '',
    customerSummary: '',
  }
  const written = { ...empty, wasHard: 'ada lee restarted it.', lucky: 'Benign.' }
  expect(nameHints(written, ['Ada Lee', 'Ben', ' ']).map(({ section }) => section)).toEqual(['wasHard'])
})

function namesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const own = 'properties' in schema && schema.properties ? Object.keys(schema.properties) : []
  // the numbers of the impact count people, and name none
  return [...own, ...Object.entries(schema).flatMap(([key, part]) => (key === 'impact' ? [] : namesIn(part)))]
}
