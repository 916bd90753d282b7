import { expect, test } from 'vitest'
import { stepMetrics } from '#lib/quality/point-values.ts'
import { trackStates } from '#lib/quality/track-state.ts'
import { pointMetrics, trackStates as shownStates } from '#lib/sessions/contract.ts'

test('the scorer and the API list the same metrics and states in the same order', () => {
  expect(stepMetrics).toEqual(pointMetrics)
  expect(trackStates).toEqual(shownStates)
})
