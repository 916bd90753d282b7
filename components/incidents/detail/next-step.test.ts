import { expect, test } from 'vitest'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { nextStep } from './next-step.ts'

const move = (to: IncidentDetail['moves'][number]['to'], back = false) => ({
  to,
  label: to,
  back,
  asksCause: false,
})

test('the next step goes on, never back and never away', () => {
  expect(nextStep([move('declined'), move('triage', true), move('identified'), move('resolved')])?.to).toBe(
    'identified',
  )
  expect(nextStep([move('investigating', true), move('cancelled')])).toBeNull()
})
