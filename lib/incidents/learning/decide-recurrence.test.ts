import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideRecurrence, heardDaysNeeded, type Watched, watchMs } from './decide-recurrence.ts'

const doneAt = Date.parse('2026-11-01T10:00:00Z')
const until = doneAt + watchMs
const seen = (at: number) => ({ at, href: '/alerts/1' })
const base: Watched = { doneAt, now: until, sighting: null, heardDays: 30, heardDaysInWindow: 30 }
const silent = { heardDays: 3, heardDaysInWindow: 3 }

describe('what was done', () => {
  test.each<[string, Partial<Watched>, string]>([
    ['is watched until the last moment of its 30 days', { now: until - 1 }, 'watching'],
    ['has held at the end of 30 quiet days with calls', {}, 'held'],
    [
      'came back when it was seen a moment later',
      { now: doneAt + 2, sighting: seen(doneAt + 1) },
      'recurred',
    ],
    ['is not blamed for what began before', { sighting: seen(doneAt - 1) }, 'held'],
    ['is not blamed for what began at that very moment', { sighting: seen(doneAt) }, 'held'],
    ['came back in the last moment of its days', { sighting: seen(until - 1) }, 'recurred'],
    ['held when it is seen just after its days', { now: until + 9, sighting: seen(until) }, 'held'],
    ['is watched on when the app was silent', silent, 'watching'],
    [
      'came back late when nobody could say before',
      { ...silent, now: until * 2, sighting: seen(until + 5) },
      'recurred',
    ],
    ['held late once enough was heard', { ...silent, heardDays: heardDaysNeeded, now: until * 2 }, 'held'],
    ['is watched on one day short of enough', { heardDays: 14, heardDaysInWindow: 14 }, 'watching'],
  ])('%s', (_name, given, state) => {
    expect(decideRecurrence({ ...base, ...given }).state).toBe(state)
  })

  test('says how little was heard, and only once its days are over', () => {
    expect(decideRecurrence({ ...base, ...silent })).toMatchObject({
      cannotSay: expect.stringContaining('3 days'),
    })
    expect(decideRecurrence({ ...base, ...silent, now: until - 1 })).toMatchObject({ cannotSay: null })
  })
})

const anything = fc
  .record({
    now: fc.integer({ min: 0, max: 100 }),
    sighting: fc.option(fc.integer({ min: -10, max: 100 })),
    inWindow: fc.integer({ min: 0, max: 30 }),
    later: fc.integer({ min: 0, max: 70 }),
  })
  .map(({ now, sighting, inWindow, later }): Watched => {
    const at = (days: number) => doneAt + days * 86_400_000
    const heardDays = inWindow + later
    return {
      doneAt,
      now: at(now),
      sighting: sighting === null ? null : seen(at(sighting)),
      heardDays,
      heardDaysInWindow: inWindow,
    }
  })

test('nothing is said to have held before its days are over, or without enough days with calls', () => {
  fc.assert(
    fc.property(anything, (watched) => {
      if (decideRecurrence(watched).state !== 'held') return
      expect(watched.now).toBeGreaterThanOrEqual(until)
      expect(watched.heardDays).toBeGreaterThanOrEqual(heardDaysNeeded)
      const at = watched.sighting?.at ?? 0
      expect(at > doneAt && at < until).toBe(false)
    }),
  )
})

test('what was seen within its days always counts', () => {
  fc.assert(
    fc.property(anything, fc.integer({ min: 1, max: watchMs - 1 }), (watched, after) => {
      expect(decideRecurrence({ ...watched, sighting: seen(doneAt + after) }).state).toBe('recurred')
    }),
  )
})
