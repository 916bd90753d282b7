import { describe, expect, test } from 'vitest'
import { type CustomerFacts, countSides, lookAt, type Person, type Trouble, type UsedBand } from './look.ts'

const person = (participantId: string, given: Partial<Person> = {}): Person => ({
  participantId,
  region: null,
  inCall: true,
  heard: true,
  band: 'good',
  bands: { audio: 'good', video: 'good', 'screen-share': null, chat: null },
  ...given,
})
const crowd = (count: number, given: Partial<Person> = {}) =>
  Array.from({ length: count }, (_, i) => person(`p${i}`, given))
const audio = (band: UsedBand | null) => ({
  bands: { audio: band, video: null, 'screen-share': null, chat: null },
})
const trouble = (people: readonly string[], given: Partial<Trouble> = {}): Trouble => ({
  kind: 'no-inbound-audio',
  side: 'server',
  people,
  open: true,
  explained: false,
  ...given,
})
const facts = (given: Partial<CustomerFacts>): CustomerFacts => ({
  liveSessions: 2,
  lostJustNow: false,
  people: [],
  troubles: [],
  joins: [],
  ...given,
})
const stateOf = (kind: string, given: Partial<CustomerFacts>, listens = true) =>
  lookAt(facts(given), listens).find((look) => look.kind === kind)?.state
const names = (count: number) => Array.from({ length: count }, (_, i) => `p${i}`)

describe('audio is', () => {
  test.each([
    ['operational when everybody hears well', { people: crowd(20, audio('good')) }, 'operational'],
    [
      'operational when one of twenty does not',
      { people: [...crowd(19), person('x', audio('bad'))] },
      'operational',
    ],
    [
      'degraded when a fifth does not',
      { people: [...crowd(40), ...Array.from({ length: 10 }, (_, i) => person(`x${i}`, audio('bad')))] },
      'degraded',
    ],
    [
      'half as bad when it is poor',
      { people: [...crowd(40), ...Array.from({ length: 10 }, (_, i) => person(`x${i}`, audio('poor')))] },
      'operational',
    ],
    [
      'partly out when more than a fifth surely hears nothing',
      { people: crowd(30), troubles: [trouble(names(12))] },
      'partial-outage',
    ],
    [
      'out when more than half surely hears nothing',
      { people: crowd(30), troubles: [trouble(names(25))] },
      'major-outage',
    ],
    ['never out for one person alone', { people: crowd(1), troubles: [trouble(['p0'])] }, 'degraded'],
    [
      'partly out, not wholly, when all of two hear nothing',
      { people: crowd(2), troubles: [trouble(names(2))] },
      'partial-outage',
    ],
    [
      'degraded at most where it is people’s own networks',
      { people: crowd(9), troubles: [trouble(names(8), { side: 'network-down' })] },
      'degraded',
    ],
    [
      'out where most of many at once would all have to be at fault',
      { people: crowd(30), troubles: [trouble(names(25), { side: 'network-down' })] },
      'major-outage',
    ],
    [
      'untouched by what only pictures suffer from',
      { people: crowd(30), troubles: [trouble(names(25), { kind: 'video-freezes' })] },
      'operational',
    ],
    [
      'untouched by what is over',
      { people: crowd(30), troubles: [trouble(names(25), { open: false })] },
      'operational',
    ],
    [
      'hit by a line that is gone',
      { people: crowd(30), troubles: [trouble(names(25), { kind: 'server-degraded' })] },
      'major-outage',
    ],
    ['not in use when nobody has sound on', { people: crowd(5, audio(null)) }, 'idle'],
    ['unknown when nobody’s sound could be scored', { people: crowd(5, audio('unknown')) }, 'no-data'],
    ['unknown when calls are there and nobody is heard', { people: crowd(5, { heard: false }) }, 'no-data'],
    ['unknown when most are not heard', { people: [...crowd(2), ...crowd(3, { heard: false })] }, 'no-data'],
    ['unknown when calls are there and nobody is in them', {}, 'no-data'],
    ['idle when there are no calls', { liveSessions: 0 }, 'idle'],
    ['unknown when the last call vanished', { liveSessions: 0, lostJustNow: true }, 'no-data'],
  ] as const)('%s', (_what, given, state) => {
    expect(stateOf('audio', given)).toBe(state)
  })

  test('unknown, not idle, when the engine does not answer', () => {
    expect(stateOf('audio', { liveSessions: 0 }, false)).toBe('no-data')
  })
})

describe('joining is', () => {
  const joins = (attempts: number, failures: number) => [{ region: null, attempts, failures }]
  test.each([
    ['operational when all get in', joins(40, 0), 'operational'],
    ['operational when one of forty does not', joins(40, 1), 'operational'],
    ['degraded when a sixth does not', joins(60, 10), 'degraded'],
    ['out when nobody gets in', joins(12, 12), 'major-outage'],
    ['not in use when nobody tries', [], 'idle'],
  ] as const)('%s', (_what, given, state) => {
    expect(stateOf('join', { people: crowd(4), joins: given })).toBe(state)
  })
})

test('a region is judged by the calls and joins in it', () => {
  const people = [
    ...crowd(20, { region: 'eu' }),
    ...Array.from({ length: 20 }, (_, i) => person(`u${i}`, { region: 'us', band: 'bad' })),
  ]
  const joins = [{ region: 'eu', attempts: 30, failures: 20 }]
  const looks = lookAt(facts({ people, joins }), true).filter(({ kind }) => kind === 'region')
  expect(looks.map(({ region, state }) => [region, state])).toEqual([
    ['eu', 'partial-outage'],
    ['us', 'major-outage'],
  ])
})

describe('whose side it is', () => {
  const people = [...crowd(6), person('q', { band: 'bad' })]
  test.each([
    [
      'the people’s',
      [trouble(['p0', 'p1'], { side: 'network-up' })],
      { troubled: 3, ownSide: 2, serviceSide: 0 },
    ],
    [
      'the service’s as soon as one finding says so',
      [trouble(['p0'], { side: 'device' }), trouble(['p0'])],
      { troubled: 2, ownSide: 0, serviceSide: 1 },
    ],
    [
      'nobody’s yet when another finding explains it',
      [trouble(['p0'], { side: 'device', explained: true })],
      { troubled: 2, ownSide: 0, serviceSide: 0 },
    ],
    [
      'not that of people who are not ours',
      [trouble(['stranger'])],
      { troubled: 1, ownSide: 0, serviceSide: 0 },
    ],
  ])('is %s', (_what, troubles, counts) => {
    expect(countSides({ people, troubles })).toMatchObject({ people: 7, ...counts })
  })
})
