import { expect, test } from 'vitest'
import { shownFinding } from '#components/fleet/shown-finding.test-data.ts'
import { parentFromLink, parentHref } from './parent-link.ts'

test('a finding fills in the form: title, cause and the customers it touches', () => {
  const link = new URL(parentHref(shownFinding), 'https://ops.example')
  expect(link.pathname).toBe('/incidents/shared/new')
  expect(parentFromLink(link.searchParams)).toEqual({
    title: shownFinding.title,
    cause: shownFinding.sentence,
    customerIds: shownFinding.customers.map(({ customerId }) => customerId),
    fleetFindingId: shownFinding.findingId,
  })
})

test('without a finding the form is empty', () => {
  expect(parentFromLink(new URLSearchParams())).toEqual({
    title: '',
    cause: '',
    customerIds: [],
    fleetFindingId: null,
  })
})
