import { expect, test } from 'vitest'
import { aFinding, aPerson } from './findings/fixtures.test-data.ts'
import { shownPeople } from './shown-people.ts'

const crowd = Array.from({ length: 500 }, (_, i) => aPerson({ participantId: `p${i}` }))
const ids = (people: readonly { participantId: string }[]) => people.map(({ participantId }) => participantId)

test('a small call shows everybody', () => {
  expect(shownPeople(crowd.slice(0, 3), [], new Set(), 16)).toHaveLength(3)
})

test('of a large call those with findings and the worst are shown first, in the order of joining', () => {
  const people = crowd.map((person, i) => (i === 400 ? { ...person, band: 'bad' as const } : person))
  const shown = ids(shownPeople(people, [aFinding({ participantId: 'p499' })], new Set(), 3))
  expect(shown).toEqual(['p0', 'p400', 'p499'])
})

test('who is shown stays shown when others turn bad', () => {
  const people = crowd.map((person) => ({ ...person, band: 'bad' as const }))
  expect(ids(shownPeople(people, [], new Set(['p7', 'p300']), 2))).toEqual(['p7', 'p300'])
})
