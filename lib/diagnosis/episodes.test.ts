import { beforeEach, describe, expect, test } from 'vitest'
import type { FindingKind } from './catalogue.ts'
import type { Finding } from './contract.ts'
import { close, observe, type Watches } from './episodes.ts'
import { evidence, type Observation } from './observation.ts'

let watches: Watches
let told: Finding[]
let ids = 0
const book = () => ({
  sessionId: 's',
  newId: () => `f${++ids}`,
  put: (finding: Finding) => void told.push(finding),
})

beforeEach(() => {
  watches = new Map()
  told = []
  ids = 0
})

const seen = (level: Observation['level'], changes: Partial<Observation> = {}): Observation => ({
  kind: 'bursty-loss' satisfies FindingKind,
  participantId: 'ana',
  level,
  direction: 'receive',
  side: 'network-path',
  confidence: 'medium',
  ...changes,
})

/** Looks every two seconds, starting at second 0; null = nothing seen. */
function look(levels: (Observation['level'] | null)[], from = 0, changes: Partial<Observation> = {}) {
  levels.forEach((level, i) => {
    observe(book(), watches, level === null ? [] : [seen(level, changes)], (from + 2 * i) * 1_000, 2_000)
  })
}
const last = () => told.at(-1)

describe('an episode', () => {
  test.each<[string, (Observation['level'] | null)[], number]>([
    ['one bad window is not enough', ['minor'], 0],
    ['two in a row are', ['minor', 'minor'], 1],
    ['a fine window between them starts anew', ['minor', null, 'minor'], 0],
    ['so does one that is merely not good', ['minor', 'between', 'minor'], 0],
    ['one unknown window between them changes nothing', ['minor', 'unknown', 'minor'], 1],
    ['two unknown windows forget what had begun', ['minor', 'unknown', 'unknown', 'minor'], 0],
  ])('is raised: %s', (_case, levels, raised) => {
    look(levels)
    expect(told.filter(({ clearedAt }) => clearedAt === null)).toHaveLength(raised)
  })

  test('that an event tells is raised at once', () => {
    observe(book(), watches, [seen('major', { kind: 'permission-denied' })], 7_000, 0)
    expect(last()).toMatchObject({ kind: 'permission-denied', raisedAt: 7_000, clearedAt: null })
  })

  test('that needs longer than its window waits for the rest', () => {
    const slow = { kind: 'low-resolution' as const } // 20 s beyond two windows
    look(new Array(9).fill('minor'), 0, slow)
    expect(told).toEqual([])
    look(['minor'], 18, slow)
    expect(last()).toMatchObject({ openedAt: -2_000, raisedAt: 18_000 })
  })

  test('began within the interval before its first bad window', () => {
    look([null, null, 'minor', 'minor'])
    expect(last()).toMatchObject({ openedAt: 2_000, raisedAt: 6_000 })
  })

  test('is one row however long it lasts', () => {
    look(new Array(40).fill('minor'))
    expect(new Set(told.map(({ findingId }) => findingId)).size).toBe(1)
    expect(told).toHaveLength(1)
  })

  test('ends when it was clear for long enough, and lasted only until it became so', () => {
    look(['minor', 'minor'])
    look(new Array(10).fill(null), 4)
    expect(last()?.clearedAt).toBeNull()
    look([null], 24)
    expect(last()).toMatchObject({ clearedAt: 4_000, closeReason: 'cleared' })
  })

  test('does not end between the two limits', () => {
    look(['minor', 'minor', ...new Array(60).fill('between')])
    expect(last()?.clearedAt).toBeNull()
  })

  test('comes back under its own id within a minute, and anew after that', () => {
    look(['minor', 'minor', ...new Array(11).fill(null)])
    const [first] = told
    look(['minor', 'minor'], 40)
    expect(last()).toMatchObject({ findingId: first?.findingId, openedAt: first?.openedAt, clearedAt: null })
    look(new Array(60).fill(null), 44)
    look(['minor', 'minor'], 200)
    expect(last()?.findingId).not.toBe(first?.findingId)
  })

  test('that can no longer be measured stays open for a minute and closes without a verdict', () => {
    look(['minor', 'minor', ...new Array(30).fill('unknown')])
    expect(last()?.clearedAt).toBeNull()
    look(['unknown'], 64)
    expect(last()).toMatchObject({ closeReason: 'no-data', clearedAt: 4_000 })
  })

  test('gets worse at once and better only after three milder windows; what it was at its worst remains', () => {
    look(['minor', 'minor', 'critical'])
    expect(last()?.severity).toBe('critical')
    look(['minor', 'minor'], 6)
    expect(last()?.severity).toBe('critical')
    look(['minor'], 10)
    expect(last()?.severity).toBe('minor')
    const [watch] = watches.values()
    if (watch) close(book(), watch, 12_000, 'left')
    expect(last()).toMatchObject({ severity: 'critical', closeReason: 'left' })
  })

  test('keeps the evidence of its worst moment', () => {
    const with_ = (value: number) => ({ evidence: [evidence('concealPct', 0, 'ana', { value, limit: 1 })] })
    look(['minor', 'minor'], 0, with_(2))
    look(['minor'], 4, with_(5))
    look(['minor'], 6, with_(3))
    expect(last()?.evidence[0]?.value).toBe(5)
  })

  test('of one thing is not the episode of another', () => {
    const both = (level: Observation['level']) => [seen(level, { track: 1 }), seen(level, { track: 2 })]
    observe(book(), watches, both('minor'), 0, 2_000)
    observe(book(), watches, both('minor'), 2_000, 2_000)
    expect(new Set(told.map(({ findingId }) => findingId)).size).toBe(2)
  })

  test('is seen once a look, by its worst track', () => {
    observe(book(), watches, [seen('minor'), seen('major')], 0, 2_000)
    expect(told).toEqual([])
    observe(book(), watches, [seen('minor'), seen('major')], 2_000, 2_000)
    expect(last()?.severity).toBe('major')
  })

  test('of samples ten seconds apart needs one of them: it fills the window by itself', () => {
    observe(book(), watches, [seen('minor')], 10_000, 10_000)
    expect(last()).toMatchObject({ openedAt: 0, raisedAt: 10_000 })
  })
})

test('nothing is kept of what is fine', () => {
  look(['minor', null])
  look(new Array(40).fill(null), 4)
  expect(watches.size).toBe(0)
})
