import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advanceFindings } from '#lib/diagnosis/fleet/advance-findings.ts'
import { workedExample } from '#lib/diagnosis/fleet/made-up-rows.test-data.ts'
import { evaluateRows } from '#lib/diagnosis/fleet/picture-causes.ts'
import { applyWallDelta, applyWallSnapshot, emptyWall, type WallState } from './apply-wall.ts'
import type { WallDelta } from './contract.ts'
import { forgetSilentEngines, mergeWall, takeWallNews, unknownWall } from './merge-wall.ts'
import { attention, calmIngest, noon, tile, wallNews } from './test-data.ts'
import { nextWallDelta, openWallRoom, type WallRoom } from './wall-room.ts'

const scope = ['acme', 'globex']

function wallOf(...tiles: ReturnType<typeof tile>[]) {
  return {
    tiles: new Map(tiles.map((one) => [one.appId, one])),
    attention: [],
    ingest: calmIngest,
    fleet: [],
  }
}

test('a room tells only the tiles and the attention of its own customers', () => {
  const wall = {
    ...wallOf(tile('a', 'acme'), tile('x', 'initech')),
    attention: [attention('s1', 'acme'), attention('s2', 'initech')],
  }
  const room = openWallRoom('e', scope, wallOf(), noon)
  const { delta, room: after } = nextWallDelta(room, wall, noon)
  expect(delta.tiles.map((one) => one.appId)).toEqual(['a'])
  expect(delta.attention?.map((one) => one.sessionId)).toEqual(['s1'])
  expect(JSON.stringify(after.told)).not.toContain('initech')
})

test('an app that moves to a foreign customer is gone for this room', () => {
  const room = openWallRoom('e', scope, wallOf(tile('a', 'acme')), noon)
  const { delta } = nextWallDelta(room, wallOf(tile('a', 'initech')), noon)
  expect(delta).toMatchObject({ tiles: [], gone: ['a'] })
})

test('nothing changed: the heartbeat still comes, empty', () => {
  const wall = wallOf(tile('a', 'acme'))
  const room = openWallRoom('e', scope, wall, noon)
  const { delta } = nextWallDelta(room, wallOf(tile('a', 'acme')), noon + 1_000)
  expect(delta).toEqual({
    epoch: 'e',
    seq: 1,
    at: noon + 1_000,
    tiles: [],
    gone: [],
    attention: null,
    ingest: calmIngest,
    fleet: null,
  })
})

test('what did not change keeps its identity, so that nothing unchanged is drawn again', () => {
  const snapshot = openWallRoom('e', scope, wallOf(tile('a', 'acme'), tile('b', 'acme')), noon).told
  const before = applyWallSnapshot(emptyWall, snapshot)
  const after = applyWallDelta(before, { ...emptyDelta(1), tiles: [tile('a', 'acme', 9)] })
  expect(after.tiles.get('b')).toBe(before.tiles.get('b'))
  expect(after.tiles.get('a')?.participants).toBe(9)
  expect(after.attention).toBe(before.attention)
  expect(applyWallDelta(after, emptyDelta(2)).tiles).toBe(after.tiles)
})

function emptyDelta(seq: number, epoch = 'e'): WallDelta {
  return { epoch, seq, at: noon, tiles: [], gone: [], attention: null, ingest: calmIngest, fleet: null }
}

test.each<[string, WallDelta, Partial<WallState>]>([
  ['the next one is taken', emptyDelta(6), { seq: 6, phase: 'live' }],
  ['an old one is ignored', emptyDelta(5), { seq: 5, phase: 'live' }],
  ['a gap asks for a snapshot', emptyDelta(7), { seq: 5, phase: 'resync' }],
  ['another epoch asks for a snapshot', emptyDelta(6, 'f'), { seq: 5, phase: 'resync' }],
])('a delta: %s', (_case, delta, expected) => {
  const state = applyWallSnapshot(emptyWall, { ...openWallRoom('e', scope, wallOf(), noon).told, seq: 5 })
  expect(applyWallDelta(state, delta)).toMatchObject(expected)
})

test('an older snapshot of the same epoch does not undo newer deltas, one of another epoch replaces all', () => {
  const { told } = openWallRoom('e', scope, wallOf(tile('a', 'acme')), noon)
  const state = applyWallDelta(applyWallSnapshot(emptyWall, told), { ...emptyDelta(1), gone: ['a'] })
  expect(applyWallSnapshot(state, told).tiles.size).toBe(0)
  expect(applyWallSnapshot(state, { ...told, epoch: 'f' }).tiles.size).toBe(1)
})

/** What can happen on the way: the wall changes, a message is lost, comes twice, or comes after a later one. */
const happening = fc.oneof(
  fc.record({ kind: fc.constant('tick' as const), app: fc.constantFrom('a', 'b', 'c'), people: fc.nat(5) }),
  fc.record({
    kind: fc.constantFrom('lose' as const, 'twice' as const, 'swap' as const, 'restart' as const),
  }),
)

test('whatever is lost, repeated or reordered: after a resync the page shows the truth', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
      let tiles = new Map([['a', tile('a', 'acme')]])
      let epoch = 0
      const wall = () => ({ tiles, attention: [], ingest: calmIngest, fleet: [] })
      let room: WallRoom = openWallRoom('0', scope, wall(), noon)
      let page = applyWallSnapshot(emptyWall, room.told)
      let onTheWay: WallDelta[] = []
      const arrive = () => {
        for (const delta of onTheWay) page = applyWallDelta(page, delta)
        onTheWay = []
        if (page.phase === 'resync') page = applyWallSnapshot(page, room.told)
      }
      const tick = () => {
        const next = nextWallDelta(room, wall(), noon)
        room = next.room
        onTheWay.push(next.delta)
      }
      for (const one of happenings) {
        if (one.kind === 'tick') {
          tiles = new Map(tiles)
          if (one.people === 0) tiles.delete(one.app)
          else tiles.set(one.app, tile(one.app, 'acme', one.people))
          tick()
          if (one.people % 2 === 0) arrive()
        }
        if (one.kind === 'lose') onTheWay.pop()
        if (one.kind === 'twice') onTheWay.push(...onTheWay)
        if (one.kind === 'swap') onTheWay.reverse()
        if (one.kind === 'restart') room = openWallRoom(String(++epoch), scope, wall(), noon)
      }
      arrive()
      // The heartbeat that always comes shows what was lost last.
      tick()
      arrive()
      expect(page).toMatchObject({ phase: 'live', seq: room.seq, epoch: room.epoch })
      expect([...page.tiles.values()]).toHaveLength(tiles.size)
      for (const [appId, expected] of tiles) expect(page.tiles.get(appId)).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})

test('a snapshot is exactly what the others were told up to its number', () => {
  let room = openWallRoom('e', scope, wallOf(tile('a', 'acme')), noon)
  let early = applyWallSnapshot(emptyWall, room.told)
  for (let people = 2; people < 6; people += 1) {
    const next = nextWallDelta(room, wallOf(tile('a', 'acme', people)), noon)
    room = next.room
    early = applyWallDelta(early, next.delta)
    expect(applyWallSnapshot(emptyWall, room.told)).toEqual(early)
  }
})

test('two engines add up, and an app of one is not lost in the other', () => {
  const one = takeWallNews(unknownWall(noon), wallNews([tile('a', 'acme', 2), tile('b', 'acme')]), true, noon)
  const both = takeWallNews(one, wallNews([tile('a', 'acme', 3)], { engine: 'two' }), true, noon)
  const merged = mergeWall(both, noon)
  expect(merged.tiles.get('a')).toMatchObject({
    participants: 5,
    byBand: { good: 5 },
    scoredMinutes: 60,
    health: 90,
  })
  expect(merged.tiles.get('b')?.participants).toBe(1)
  expect(merged.ingest).toEqual({ reportsPerSecond: 150, lagMs: 12, storeUp: true, storeDownSince: null })
})

test('an engine that fell silent is forgotten, one that was replaced sooner', () => {
  const one = takeWallNews(unknownWall(noon), wallNews([tile('a', 'acme')]), true, noon)
  const replaced = takeWallNews(one, wallNews([tile('a', 'acme')], { engine: 'two' }), true, noon + 3_000)
  expect([...forgetSilentEngines(replaced, noon + 3_000).engines.keys()]).toEqual(['two'])
  const beside = takeWallNews(one, wallNews([], { engine: 'two' }), true, noon)
  const later = takeWallNews(beside, wallNews([], { engine: 'two' }), false, noon + 9_000)
  expect(forgetSilentEngines(later, noon + 9_000).engines.size).toBe(2)
  const muchLater = takeWallNews(later, wallNews([], { engine: 'two' }), false, noon + 10_500)
  expect([...forgetSilentEngines(muchLater, noon + 10_500).engines.keys()]).toEqual(['two'])
})

test('when the last engine falls silent its numbers stay, told as stale since then', () => {
  const known = takeWallNews(unknownWall(noon), wallNews([tile('a', 'acme')]), true, noon)
  const later = forgetSilentEngines(known, noon + 60_000)
  expect(mergeWall(later, noon + 60_000)).toMatchObject({ ingest: { storeUp: false, storeDownSince: noon } })
  expect(mergeWall(later, noon + 60_000).tiles.size).toBe(1)
})

test('a full answer that newer news overtook does not undo them', () => {
  const newer = takeWallNews(
    unknownWall(noon),
    wallNews([tile('a', 'acme', 5)], { at: noon + 1 }),
    false,
    noon,
  )
  const both = takeWallNews(newer, wallNews([tile('a', 'acme', 1), tile('b', 'acme', 2)]), true, noon)
  const people = [...mergeWall(both, noon).tiles.values()].map((one) => [one.appId, one.participants])
  expect(people.sort()).toEqual([
    ['a', 5],
    ['b', 2],
  ])
})

test('before any engine was heard the wall claims nothing', () => {
  expect(mergeWall(unknownWall(noon), noon + 1).ingest).toMatchObject({
    storeUp: false,
    storeDownSince: noon,
  })
})

describe('a cause that calls of many customers share', () => {
  const rows = workedExample().map((row, i) => ({ ...row, customerId: i % 2 ? 'acme' : 'initech' }))
  const [found] = advanceFindings([], evaluateRows(rows, new Set()), noon, () => 'f1').open
  const fleet = found ? [found] : []
  const wall = { ...wallOf(tile('a', 'acme'), tile('x', 'initech')), fleet }

  test('is told to each room with the names of its own customers, of the others only how many', () => {
    const { delta, room } = nextWallDelta(openWallRoom('e', ['acme'], wallOf(), noon), wall, noon)
    expect(delta.fleet).toMatchObject([
      {
        title: 'It is us: TURN server turn-eu-west-1.',
        customers: [{ customerId: 'acme' }],
        otherCustomers: 1,
      },
    ])
    expect(JSON.stringify(room.told)).not.toContain('initech')
    expect(nextWallDelta(room, wall, noon).delta.fleet).toBeNull()
  })

  test('is no news for a room whose customers it does not touch', () => {
    const calm = openWallRoom('e', ['globex'], wallOf(tile('g', 'globex')), noon)
    const { delta } = nextWallDelta(calm, { ...wall, tiles: wallOf(tile('g', 'globex')).tiles }, noon)
    expect(delta.fleet).toBeNull()
  })

  test('stands on the page until the room says otherwise, and survives two engines', () => {
    const told = openWallRoom('e', ['acme'], wall, noon).told
    const page = applyWallDelta(applyWallSnapshot(emptyWall, told), emptyDelta(1))
    expect(page.fleet).toHaveLength(1)
    expect(applyWallDelta(page, { ...emptyDelta(2), fleet: [] }).fleet).toEqual([])
    const one = takeWallNews(unknownWall(noon), wallNews([], { fleet }), false, noon)
    const both = takeWallNews(one, wallNews([], { engine: 'two', fleet }), false, noon)
    expect(mergeWall(takeWallNews(both, wallNews([]), false, noon), noon).fleet).toEqual(fleet)
  })
})
