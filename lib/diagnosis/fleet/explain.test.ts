import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explain } from './explain.ts'
import { explainAll } from './explain-all.ts'
import type { FleetRow } from './fleet-row.ts'
import { type Made, madeRow, workedExample } from './made-up-rows.test-data.ts'

const chosen = (rows: FleetRow[]) =>
  explain(rows, 'any').steps.map(({ chosen: { dimension, value } }) => `${dimension}=${value}`)
const many = (count: number, make: (i: number) => Made) => Array.from({ length: count }, (_, i) => make(i))
const rowsOf = (made: Made[]) => made.map((one, i) => madeRow(i, one))

test('the worked example: the relay, neither the region nor relaying in general', () => {
  const found = explain(workedExample(), 'any')
  expect(found).toMatchObject({ n: 240, bad: 30, tooFew: false, platform: false, rest: { n: 198, bad: 12 } })
  expect(found.steps).toHaveLength(1)
  expect(found.steps[0]?.chosen).toMatchObject({
    dimension: 'turn',
    value: 'turn-eu-west-1',
    inseparable: [],
    comparison: { bad: 18, n: 42 },
  })
  const tested = Object.fromEntries(found.tested.map((one) => [one.value, one.failed]))
  expect(tested['turn-udp']).toBeNull()
  expect(tested).toMatchObject({ 'eu-west': 'chance', 'sfu-eu-2': 'chance', 'Safari 26': 'chance' })
})

describe('gates', () => {
  const crowd = many(80, (i) => ({ region: 'us', bad: i % 20 === 0 }))
  const badIn = (more: Made[]) => chosen(rowsOf([...crowd, ...more]))

  test('ten people of ten calls, nine bad, are named', () => {
    expect(badIn(many(10, (i) => ({ site: 'hq', call: `hq ${i}`, bad: i > 0 })))).toEqual(['site=hq'])
  })
  test.each<[string, (i: number) => Made]>([
    ['one user in many calls', (i) => ({ site: 'hq', call: `hq ${i}`, user: 'ada', bad: true })],
    ['one large call', () => ({ site: 'hq', call: 'all hands', bad: true })],
    ['two calls', (i) => ({ site: 'hq', call: `hq ${i % 2}`, bad: true })],
  ])('%s proves nothing about a site', (_case, make) => {
    expect(badIn(many(12, make))).toEqual([])
  })
  test('seven people are too few for a value', () => {
    expect(badIn(many(7, (i) => ({ site: 'hq', call: `hq ${i}`, bad: true })))).toEqual([])
  })
  test('of one call only five people count, those who stayed longest', () => {
    const call = many(40, (i) => ({ site: 'hq', call: 'all hands', bad: i < 5, activeMs: 100_000 + i }))
    const others = many(6, (i) => ({ site: 'hq', call: `hq ${i}`, bad: true }))
    const found = explain(rowsOf([...crowd, ...call, ...others]), 'any').tested.find(
      ({ value }) => value === 'hq',
    )
    expect(found?.comparison).toMatchObject({ n: 11, bad: 6 })
  })
})

test('fewer than thirty people: too few to tell', () => {
  const found = explain(rowsOf(many(29, (i) => ({ turn: i < 12 ? 't1' : 't2', bad: i < 12 }))), 'any')
  expect(found).toMatchObject({ tooFew: true, tested: [], steps: [] })
})

test('nobody bad: nothing is explained', () => {
  expect(explain(rowsOf(many(100, (i) => ({ turn: `t${i % 3}` }))), 'any').steps).toEqual([])
})

test('half of everybody bad and no cause: the platform', () => {
  const rows = rowsOf(many(120, (i) => ({ turn: `t${i % 3}`, region: `r${i % 2}`, bad: i % 12 < 7 })))
  expect(explain(rows, 'any')).toMatchObject({ platform: true, steps: [] })
})

test('people of one app who are all on one server: both are named as one set', () => {
  const rows = rowsOf(
    many(200, (i) => ({
      call: `call ${i % 50}`,
      app: i % 50 < 10 ? 'visits' : `other ${i % 3}`,
      sfu: i % 50 < 10 ? 'sfu-1' : `sfu-${2 + (i % 2)}`,
      bad: i % 50 < 10 ? i % 4 !== 0 : i % 25 === 0,
    })),
  )
  const [step, ...more] = explain(rows, 'any').steps
  expect(more).toEqual([])
  expect(step?.chosen).toMatchObject({
    dimension: 'sfu',
    inseparable: [{ dimension: 'app', value: 'visits' }],
  })
})

test('two causes at once are both named, one after the other', () => {
  const rows = rowsOf(
    many(400, (i) => {
      const call = i % 100
      const site = call >= 90 ? 'branch' : 'elsewhere'
      const turn = call < 20 ? 't1' : 't2'
      return {
        call: `call ${call}`,
        site,
        turn,
        bad: call < 20 ? i % 10 < 8 : call >= 90 ? i % 3 > 0 : i % 40 === 21,
      }
    }),
  )
  expect(chosen(rows).sort()).toEqual(['site=branch', 'turn=t1'])
})

test('a browser that only one bad app uses is not blamed where other apps use it and are fine', () => {
  const rows = rowsOf(
    many(300, (i) => {
      const call = i % 100
      const app = call < 30 ? 'bad app' : 'good app'
      const browserMajor = (app === 'bad app') === (i % 10 !== 0) ? 'Safari 26' : 'Chrome 156'
      return { call: `call ${call}`, app, browserMajor, bad: app === 'bad app' ? i % 2 === 0 : i % 30 === 7 }
    }),
  )
  const found = explain(rows, 'any')
  expect(found.steps.map((step) => step.chosen.value)).toEqual(['bad app'])
  expect(found.tested.find(({ value }) => value === 'Safari 26')?.failed).toBe('confounded')
})

test('a finding that stands keeps its name among candidates that are about as strong', () => {
  const rows = rowsOf(
    many(200, (i) => {
      const call = i % 50
      const hit = call < 10
      return {
        call: `call ${call}`,
        site: hit && i !== 3 ? 'branch' : 'elsewhere',
        sfu: hit ? 'sfu-1' : 'sfu-2',
        bad: hit ? i % 4 !== 0 : i % 25 === 0,
      }
    }),
  )
  expect(explain(rows, 'any').steps[0]?.chosen.dimension).toBe('site')
  expect(explain(rows, 'any', new Set(['sfu=sfu-1'])).steps[0]?.chosen.dimension).toBe('sfu')
})

describe('whatever the calls are like', () => {
  const world = fc.record({
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    people: fc.integer({ min: 40, max: 400 }),
    rate: fc.double({ min: 0.02, max: 0.6, noNaN: true }),
  })
  const random = (seed: number) => {
    let state = seed
    return () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
      return ((state >>> 8) & 0xffff) / 0x10000
    }
  }
  const noise = ({ seed, people, rate }: { seed: number; people: number; rate: number }): Made[] => {
    const next = random(seed)
    const one = (of: string, count: number) => `${of} ${Math.floor(next() * count)}`
    return many(people, (i) => ({
      call: `call ${Math.floor(i / 3)}`,
      turn: one('turn', 4),
      region: one('region', 4),
      sfu: one('sfu', 6),
      os: one('os', 4),
      browserMajor: one('browser', 6),
      app: one('app', 7),
      bad: next() < rate,
    }))
  }

  test('noise has no cause, but for the few in a hundred that chance grants', () => {
    let worlds = 0
    let found = 0
    fc.assert(
      fc.property(world, (made) => {
        worlds++
        if (chosen(rowsOf(noise(made))).length > 0) found++
      }),
      { numRuns: 200, seed: 7 },
    )
    expect(found / worlds).toBeLessThanOrEqual(0.02)
  })

  test('a planted cause is found', () => {
    fc.assert(
      fc.property(world, fc.constantFrom('turn', 'sfu', 'os'), (made, dimension) => {
        const rows = noise({ ...made, people: 200 + made.people, rate: 0.03 })
        const next = random(made.seed + 1)
        const planted = rows.map((row, i) =>
          i % 6 === 0 ? { ...row, [dimension]: 'planted', bad: next() < 0.75 } : row,
        )
        expect(chosen(rowsOf(planted))).toContain(`${dimension}=planted`)
      }),
      { numRuns: 60 },
    )
  })

  test('the order of the rows does not matter, nor what values and calls are called', () => {
    const rename = (row: FleetRow): FleetRow => ({
      ...row,
      callKey: `renamed ${row.callKey}`,
      values: { ...row.values, turn: row.values.turn && `x-${row.values.turn.split('').reverse().join('')}` },
    })
    fc.assert(
      fc.property(world, (made) => {
        const planted = noise(made).map((row, i) =>
          i % 5 === 0 ? { ...row, turn: 'planted', bad: true } : row,
        )
        const rows = rowsOf(planted)
        const shape = (given: FleetRow[]) =>
          explain(given, 'any').steps.map(({ chosen: one, left }) => [one.dimension, one.comparison, left])
        expect(shape(rows.toReversed())).toEqual(shape(rows))
        expect(shape(rows.map(rename))).toEqual(shape(rows))
      }),
      { numRuns: 60 },
    )
  })
})

test('one cause that shows as loss and as delay is one cause', () => {
  const { causes } = explainAll(workedExample())
  expect(causes.map(({ value, families }) => [value, families])).toEqual([
    ['turn-eu-west-1', ['any', 'loss', 'rtt', 'video']],
  ])
})
