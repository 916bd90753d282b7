import { describe, expect, test } from 'vitest'
import { advanceFindings, openKeys } from './advance-findings.ts'
import type { FleetFinding } from './contract.ts'
import type { FleetRow } from './fleet-row.ts'
import { madeRow, workedExample } from './made-up-rows.test-data.ts'
import { type Evaluated, evaluateRows } from './picture-causes.ts'
import { judgeSurprise } from './surprise.ts'

const noon = Date.UTC(2026, 10, 24, 12)
const halfMinute = 30_000
const calm = workedExample().map((row, i) => ({ ...row, bad: { ...row.bad, ...allOf(i % 20 === 0) } }))
function allOf(bad: boolean) {
  return { any: bad, loss: bad, rtt: bad, video: bad }
}

/** Evaluates one window after the other, half a minute apart. */
function live(windows: FleetRow[][], from: FleetFinding[] = []) {
  let open = from
  const closed: FleetFinding[] = []
  const dropped: FleetFinding[] = []
  const looks = new Map<string, Evaluated>() // the same window seen with the same findings looks the same
  const look = (rows: FleetRow[]) => {
    const key = [windows.indexOf(rows), ...openKeys(open)].join()
    const evaluated = looks.get(key) ?? evaluateRows(rows, openKeys(open))
    looks.set(key, evaluated)
    return evaluated
  }
  windows.forEach((rows, i) => {
    const now = noon + i * halfMinute
    const next = advanceFindings(open, look(rows), now, () => `id ${i}`)
    open = next.open
    closed.push(...next.closed)
    dropped.push(...next.dropped)
  })
  return { open, closed, dropped }
}
const times = (count: number, rows: FleetRow[]) => Array.from({ length: count }, () => rows)

describe('the life of a finding', () => {
  test('found once it is forming, found twice it is confirmed, with the start of the trouble', () => {
    const once = live([workedExample()]).open
    expect(once).toMatchObject([
      { phase: 'forming', confidence: 'low', dimension: 'turn', value: 'turn-eu-west-1', people: 18 },
    ])
    const twice = live(times(2, workedExample())).open
    expect(twice).toMatchObject([
      { phase: 'confirmed', confidence: 'high', severity: 'major', confirmedAt: noon + halfMinute },
    ])
    expect(twice[0]?.openedAt).toBe(2_000)
    expect(twice[0]?.findingId).toBe('id 0')
  })

  test('what was seen but once never happened', () => {
    const { open, dropped } = live([workedExample(), calm])
    expect(open).toEqual([])
    expect(dropped).toHaveLength(1)
  })

  test('it closes when it has not been clearly worse for three minutes, not before', () => {
    const trouble = times(2, workedExample())
    expect(live([...trouble, ...times(6, calm)]).open).toMatchObject([{ phase: 'confirmed' }])
    const { open, closed } = live([...trouble, ...times(7, calm)])
    expect(open).toEqual([])
    expect(closed).toMatchObject([{ phase: 'closed', closedReason: 'recovered' }])
  })

  test('trouble that returns while it closes is the same finding', () => {
    const { open } = live([...times(2, workedExample()), ...times(5, calm), ...times(2, workedExample())])
    expect(open).toMatchObject([{ findingId: 'id 0', phase: 'confirmed', quietSince: null }])
  })

  test('with too few people to tell, after a restart say, it stands until that has lasted too long', () => {
    const few = workedExample().slice(0, 20)
    expect(live([...times(2, workedExample()), ...times(20, few)]).open).toHaveLength(1)
    expect(live([...times(2, workedExample()), ...times(32, few)]).closed).toMatchObject([
      { closedReason: 'no-data' },
    ])
  })

  test('a server that nobody uses any more is not called recovered', () => {
    const gone = workedExample().filter(({ values }) => values.turn !== 'turn-eu-west-1')
    const windows = [...times(2, workedExample()), ...times(32, gone)]
    expect(live(windows.slice(0, 20)).open).toMatchObject([{ quietSince: null }])
    expect(live(windows).closed).toMatchObject([{ closedReason: 'no-data' }])
  })

  test('a release stays for six hours after it was last seen', () => {
    const release = workedExample().map((row) => ({
      ...row,
      values: { ...row.values, turn: null, relay: null, os: row.values.turn },
    }))
    const quiet = release.map((row, i) => ({ ...row, bad: { ...row.bad, ...allOf(i % 20 === 0) } }))
    expect(live([...times(2, release), ...times(700, quiet)]).open).toMatchObject([{ dimension: 'os' }])
    expect(live([...times(2, release), ...times(725, quiet)]).closed).toHaveLength(1)
  })

  test('half of everybody bad without a cause is the platform', () => {
    const rows = Array.from({ length: 120 }, (_, i) => madeRow(i, { turn: `t${i % 3}`, bad: i % 12 < 7 }))
    expect(live(times(2, rows)).open).toMatchObject([
      { dimension: 'platform', severity: 'critical', phase: 'confirmed', rest: { n: 120, bad: 70 } },
    ])
  })
})

test('beside the relay stand the other relays and the same region without one', () => {
  expect(live([workedExample()]).open[0]?.beside).toEqual([
    { what: 'on other TURN servers', n: 20, bad: 1 },
    { what: 'not relayed in eu-west', n: 98, bad: 5 },
  ])
})

test.each([
  ['no history', { bad: 18, n: 42 }, null, 'unknown'],
  ['too little history', { bad: 18, n: 42 }, { bad: 1, n: 49 }, 'unknown'],
  ['far worse than ever', { bad: 18, n: 42 }, { bad: 40, n: 1_000 }, 'incident'],
  ['as bad as always', { bad: 18, n: 42 }, { bad: 400, n: 1_000 }, 'chronic'],
  ['a little worse, which may be chance', { bad: 6, n: 42 }, { bad: 80, n: 1_000 }, 'chronic'],
] as const)('is it new? %s', (_case, present, baseline, expected) => {
  expect(judgeSurprise(present, baseline)).toBe(expected)
})
