import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensurePartitions } from '#lib/db/partitions.server.ts'
import { type PlantedCall, plantCall, plantManyCalls } from '#lib/db/planted-calls.server.ts'
import { closePools } from '#lib/db/pools.server.ts'
import { makeApp, makeCustomer, type TestCustomer } from '#lib/db/test-customers.server.ts'
import type { SessionFacets } from './contract.ts'
import { countSessionFacets, searchSessions } from './search.server.ts'

const hour = 3_600_000
const now = Date.now()
let acme: TestCustomer
let borealis: TestCustomer
let stranger: TestCustomer
let both = { customerIds: [] as string[] }

const planted: (PlantedCall & { app: 'visits' | 'triage' | 'school'; name: string })[] = [
  {
    app: 'visits',
    name: 'Standup',
    startedAt: now - 1 * hour,
    state: 'live',
    band: 'bad',
    score: 1.8,
    cause: 'uplink-packet-loss',
    causes: ['uplink-packet-loss', 'high-rtt'],
    painMinutes: 6,
    people: [
      {
        tags: { region: 'eu-west' },
        client: { browser: 'Safari', browserVersion: '17', os: 'macOS' },
        path: { candidate: 'relay', relayProtocol: 'tcp', host: 'turn-eu-2' },
        findings: [{ kind: 'uplink-packet-loss', side: 'network-up' }],
      },
      { tags: { region: 'eu-west' }, client: { browser: 'Chrome', browserVersion: '141' } },
    ],
  },
  {
    app: 'visits',
    name: 'Visit 1',
    startedAt: now - 2 * hour,
    score: 4.2,
    people: [
      {
        tags: { region: 'us-east' },
        client: { browser: 'Chrome', browserVersion: '141', appVersion: '3.1' },
        path: { candidate: 'host' },
        codecs: ['VP8', 'opus'],
      },
    ],
  },
  {
    app: 'triage',
    name: 'Visit 2',
    startedAt: now - 3 * hour,
    band: 'poor',
    score: 3.3,
    cause: 'turn-allocation-failed',
    pinned: true,
    people: [{ tags: { region: 'us-east' }, joinOutcome: 'failed', joinFailure: 'turn' }, { dropped: true }],
  },
  {
    app: 'school',
    name: 'Class 100%',
    startedAt: now - 4 * hour,
    source: 'imported',
    band: 'unknown',
    people: [
      { role: 'server-log', tags: { region: 'nowhere' } },
      { client: { browser: 'Safari', browserVersion: '18' } },
    ],
  },
  { app: 'school', name: 'Old class', startedAt: now - 40 * hour, simulated: true, score: 4 },
]

beforeAll(async () => {
  await ensurePartitions(new Date(now - 40 * hour))
  await ensurePartitions(new Date(now))
  acme = await makeCustomer({ name: 'Acme Search' })
  borealis = await makeCustomer({ name: 'Borealis Search' })
  stranger = await makeCustomer({ name: 'Acme Stranger' })
  both = { customerIds: [acme.id, borealis.id] }
  const apps = {
    visits: await makeApp(acme, { name: 'Video Visits' }),
    triage: await makeApp(acme, { name: 'Triage Line' }),
    school: await makeApp(borealis, { name: 'Classroom' }),
  }
  for (const { app, ...call } of planted) await plantCall(apps[app], call)
  await plantCall(await makeApp(stranger, { name: 'Hidden App' }), { startedAt: now - hour, name: 'Secret' })
})
afterAll(closePools)

const everything = { customerId: null, from: null, to: null }
const names = async (q: string, asked = {}) => {
  const page = await searchSessions(both, { ...everything, q, ...asked }, { limit: 50 })
  return page.sessions.map(({ name }) => name)
}

describe('the search finds', () => {
  test.each([
    ['', ['Standup', 'Visit 1', 'Visit 2', 'Class 100%', 'Old class']],
    ['visit', ['Visit 1', 'Visit 2']],
    ['"VISIT 2"', ['Visit 2']],
    ['100%', ['Class 100%']],
    ['state:live', ['Standup']],
    ['state:live,ended', ['Standup', 'Visit 1', 'Visit 2', 'Class 100%', 'Old class']],
    ['state:ended app:visits', ['Visit 1']],
    ['customer:borealis', ['Class 100%', 'Old class']],
    ['customer:"borealis"', []],
    ['-customer:acme', ['Class 100%', 'Old class']],
    ['score:<3', ['Standup']],
    ['score:>=4', ['Visit 1', 'Old class']],
    ['-score:>=4', ['Standup', 'Visit 2', 'Class 100%']],
    ['pain:>5', ['Standup']],
    ['band:poor,bad', ['Standup', 'Visit 2']],
    ['cause:turn', ['Visit 2']],
    ['cause:"uplink-packet-loss"', ['Standup']],
    ['cause:"Packets lost on upload"', ['Standup']],
    ['cause:unknown', ['Visit 1', 'Class 100%', 'Old class']],
    ['-cause:unknown', ['Standup', 'Visit 2']],
    ['finding:"high-rtt"', ['Standup']],
    ['owner:platform-ops', ['Visit 2']],
    ['side:network-up', ['Standup']],
    ['source:imported', ['Class 100%']],
    ['pinned:yes', ['Visit 2']],
    ['simulated:yes', ['Old class']],
    ['region:eu', ['Standup']],
    ['region:nowhere', []],
    ['browser:safari', ['Standup', 'Class 100%']],
    ['browser:"safari 17"', ['Standup']],
    ['-browser:safari', ['Visit 1', 'Visit 2', 'Old class']],
    ['browser:chrome region:us-east', ['Visit 1']],
    ['browser:chrome os:macos', []],
    ['version:3.1', ['Visit 1']],
    ['relay:turn', ['Standup']],
    ['relay:"direct-udp"', ['Visit 1']],
    ['turn:turn-eu', ['Standup']],
    ['codec:vp8', ['Visit 1']],
    ['join:failed', ['Visit 2']],
    ['failure:turn', ['Visit 2']],
    ['dropped:yes', ['Visit 2']],
    ['room:x', null],
    ["'; DROP TABLE session; --", []],
  ])('%s', async (q, expected) => {
    if (expected === null) await expect(names(q)).rejects.toThrow(/no word/)
    else expect(await names(q)).toEqual(expected)
  })

  test('only what started in the time asked for', async () => {
    expect(await names('', { from: now - 24 * hour, to: now - 1.5 * hour })).toEqual([
      'Visit 1',
      'Visit 2',
      'Class 100%',
    ])
  })

  test('only one customer where one is asked for, and nobody outside the scope', async () => {
    expect(await names('', { customerId: borealis.id })).toEqual(['Class 100%', 'Old class'])
    expect(await names('', { customerId: stranger.id })).toEqual([])
    expect(await names('customer:stranger')).toEqual([])
  })
})

test.each(['', 'visit', 'browser:safari'])('pages of “%s” join without a gap or a double', async (q) => {
  const whole = await names(q)
  const paged: (string | null)[] = []
  let before: string | undefined
  do {
    const page = await searchSessions(both, { ...everything, q }, { limit: 1, before })
    paged.push(...page.sessions.map(({ name }) => name))
    before = page.next ?? undefined
    expect(page.searchedTo).toBeNull()
  } while (before !== undefined)
  expect(paged).toEqual(whole)
})

const counts = (facets: SessionFacets, key: string) =>
  Object.fromEntries(
    facets.facets
      .find((facet) => facet.key === key)
      ?.values.map(({ value, calls }) => [value ?? '–', calls]) ?? [],
  )
const facetsOf = (q: string) => countSessionFacets(both, { ...everything, q })

describe('the facets', () => {
  test('count what the search would find', async () => {
    const facets = await facetsOf('')
    expect(facets).toMatchObject({ matched: 5, searched: 5, capped: false })
    expect(counts(facets, 'state')).toEqual({ live: 1, ended: 4 })
    expect(counts(facets, 'customer')).toEqual({ 'Acme Search': 3, 'Borealis Search': 2 })
    expect(counts(facets, 'cause')).toEqual({ 'uplink-packet-loss': 1, 'turn-allocation-failed': 1, '–': 3 })
    expect(counts(facets, 'owner')).toEqual({ 'customer-it': 1, 'platform-ops': 1, '–': 3 })
    expect(counts(facets, 'side')).toEqual({ 'network-up': 1, '–': 4 })
    expect(counts(facets, 'browser')).toEqual({ 'Safari 17': 1, 'Chrome 141': 2, 'Safari 18': 1, '–': 1 })
    expect(counts(facets, 'relay')).toEqual({ 'turn-tcp': 1, 'direct-udp': 1, '–': 3 })
    expect(counts(facets, 'source')).toEqual({ live: 4, imported: 1 })
    expect(counts(facets, 'pinned')).toEqual({ yes: 1, no: 4 })
  })

  test('keep the other values of a word that is asked for, and narrow all the rest', async () => {
    const facets = await facetsOf('customer:"Acme Search"')
    expect(facets.matched).toBe(3)
    expect(counts(facets, 'customer')).toEqual({ 'Acme Search': 3, 'Borealis Search': 2 })
    expect(counts(facets, 'app')).toEqual({ 'Video Visits': 2, 'Triage Line': 1 })
  })

  test('of words about a call add up to the calls found without that word', async () => {
    for (const q of [
      '',
      'browser:safari',
      'band:bad,poor',
      'region:us-east -pinned:yes',
      'visit state:ended',
    ]) {
      const facets = await facetsOf(q)
      for (const key of ['state', 'band', 'customer', 'app', 'cause', 'owner', 'source', 'pinned']) {
        const without = q
          .split(' ')
          .filter((part) => !part.replace('-', '').startsWith(`${key}:`))
          .join(' ')
        const sum = Object.values(counts(facets, key)).reduce((a, b) => a + b, 0)
        expect([q, key, sum]).toEqual([q, key, (await names(without)).length])
      }
    }
  })

  test('every value leads to as many calls as it says', async () => {
    const facets = await facetsOf('')
    for (const { key, values } of facets.facets)
      for (const { value, calls } of values) {
        if (value === null && (key === 'owner' || key === 'side')) continue
        const text = value === null ? 'unknown' : key === 'state' || key === 'band' ? value : `"${value}"`
        expect([key, value, (await names(`${key}:${text}`)).length]).toEqual([key, value, calls])
      }
  })

  test('show nothing of other customers', async () => {
    expect(JSON.stringify(await facetsOf(''))).not.toMatch(/Stranger|Hidden/)
    expect((await countSessionFacets(both, { ...everything, customerId: stranger.id, q: '' })).matched).toBe(
      0,
    )
  })
})

describe('more calls than are looked at in one question', () => {
  let many: TestCustomer
  const ask = (q: string, before?: string) =>
    searchSessions(many.scope, { ...everything, q }, { limit: 20, before })

  beforeAll(async () => {
    many = await makeCustomer({ name: 'Many Calls' })
    await plantManyCalls(await makeApp(many), now, 10_050)
  })

  test('what only old calls match is found by going on, and the page says how far it looked', async () => {
    const first = await ask('"Call 10049"')
    expect(first.sessions).toEqual([])
    expect(first.searchedTo).toBeCloseTo(now - 10_000 * 1_000, -1)
    const second = await ask('"Call 10049"', first.next ?? '')
    expect(second.sessions.map(({ name }) => name)).toEqual(['Call 10049'])
    expect(second).toMatchObject({ next: null, searchedTo: null })
  })

  test('a full page goes on where it ended', async () => {
    const first = await ask('call')
    expect(first.sessions).toHaveLength(20)
    expect(first.searchedTo).toBeNull()
    const second = await ask('call', first.next ?? '')
    expect(second.sessions[0]?.name).toBe('Call 21')
  })

  test('facets count the newest and say that there are more', async () => {
    const facets = await countSessionFacets(many.scope, { ...everything, q: '' })
    expect(facets).toMatchObject({ matched: 10_000, searched: 10_000, capped: true })
    expect(counts(facets, 'state')).toEqual({ ended: 10_000 })
  })
})
