import { expect, test } from 'vitest'
import {
  type BlastScope,
  type KindOfPerson,
  type KnownPeople,
  type PersonInCall,
  touchedCalls,
} from './touched-calls.ts'

const noon = Date.parse('2026-11-25T12:00:00Z')
const at = (minutes: number) => new Date(noon + minutes * 60_000)
const scope: BlastScope = {
  ...{
    alertId: 'a',
    customerId: 'c',
    appId: 'shop',
    sessionId: null,
    region: null,
    browser: null,
    kind: null,
  },
  ...{ since: at(0), until: at(10) },
}
const somebody: PersonInCall = {
  ...{
    personId: 'p',
    sessionId: 's',
    appId: 'shop',
    day: '2026-11-25',
    name: 'Stand-up',
    score: 2,
    band: 'bad',
  },
  ...{ live: true, region: 'eu', browser: 'Chrome', joinedAt: at(-5), leftAt: null, painMinutes: 0 },
  ...{ badNow: false, failedAt: null },
}
const minutes = [-3, 2, 4, 12].map((minute) => ({ personId: 'p', at: at(minute), weight: 0.5 }))
const finding: KindOfPerson = { personId: 'p', kind: 'packet-loss', openedAt: at(2), clearedAt: at(4) }

function hit(of: Partial<BlastScope>, person: Partial<PersonInCall>, kinds = [finding]) {
  const known: KnownPeople = {
    people: [{ ...somebody, ...person }],
    minutes: new Map([['p', minutes]]),
    kinds: new Map([['p', kinds]]),
  }
  const [call] = touchedCalls({ ...scope, ...of }, known)
  return call && [call.affectedNow, call.affectedSoFar, call.painMinutes]
}

test.each<[string, Partial<BlastScope>, Partial<PersonInCall>, number[] | undefined]>([
  ['who is well is not hit', {}, {}, undefined],
  ['who is in a bad call is hit now', {}, { badNow: true }, [1, 1, 0]],
  ['who was in a bad call and left is hit so far', {}, { painMinutes: 9, leftAt: at(6) }, [0, 1, 1]],
  ['of who was there before, only minutes since it began count', {}, { painMinutes: 9 }, [0, 1, 1]],
  ['of who came later, all minutes count', {}, { painMinutes: 9, joinedAt: at(1) }, [0, 1, 9]],
  ['who could not join is hit', {}, { failedAt: at(3) }, [0, 1, 0]],
  ['who could not join before is not', {}, { failedAt: at(-3) }, undefined],
  ['who left before is not', {}, { painMinutes: 9, leftAt: at(-1) }, undefined],
  ['who came after its end is not', {}, { painMinutes: 9, joinedAt: at(11) }, undefined],
  ['another app', { appId: 'other' }, { badNow: true }, undefined],
  ['another region', { region: 'us' }, { badNow: true }, undefined],
  ['the same region and browser', { region: 'eu', browser: 'Chrome' }, { badNow: true }, [1, 1, 0]],
  ['another call', { sessionId: 'x' }, { badNow: true }, undefined],
  ['a finding of its kind that is over', { kind: 'packet-loss' }, {}, [0, 1, 0]],
  ['another kind, however bad the call', { kind: 'jitter' }, { badNow: true, painMinutes: 9 }, undefined],
])('%s', (_case, of, person, expected) => {
  expect(hit(of, person)).toEqual(expected)
})

test('a finding that is open hits now', () => {
  const still = { ...finding, clearedAt: null }
  expect(hit({ kind: 'packet-loss' }, {}, [still])).toEqual([1, 1, 0])
})
