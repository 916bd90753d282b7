import { expect, test } from 'vitest'
import { zonesToPrint } from './zones.ts'

test('each zone is offered once, the reader’s own first', () => {
  const names = (own: string, theirs: string | null) => zonesToPrint(own, theirs).map(({ zone }) => zone)
  expect(names('Europe/Berlin', 'America/New_York')).toEqual(['Europe/Berlin', 'America/New_York', 'UTC'])
  expect(names('UTC', 'UTC')).toEqual(['UTC'])
  expect(names('Europe/Berlin', null)).toEqual(['Europe/Berlin', 'UTC'])
})
