import { describe, expect, test } from 'vitest'
import { decideMaintenanceEnd } from './maintenance-end.ts'
import { maintenanceState } from './maintenance-state.ts'
import { occurrencesFrom, type Recurring } from './occurrences.ts'

const at = (text: string) => Date.parse(text)
const once: Recurring = {
  startsLocal: '2026-01-05T22:00',
  timeZone: 'Europe/Berlin',
  durationMs: 7_200_000,
  recurrence: null,
  untilAt: null,
  endedAt: null,
}
const daily: Recurring = { ...once, recurrence: { by: 'day', every: 2 } }

describe('the state of maintenance', () => {
  test.each<[string, Recurring, string, string]>([
    ['before its start', once, '2026-01-05T20:59Z', 'planned'],
    ['from its start', once, '2026-01-05T21:00Z', 'running'],
    ['at its end', once, '2026-01-05T23:00Z', 'over'],
    ['between two occurrences', daily, '2026-01-06T12:00Z', 'planned'],
    [
      'ended by hand while it ran',
      { ...once, endedAt: at('2026-01-05T22:00Z') },
      '2026-01-05T22:00Z',
      'over',
    ],
    [
      'ended before it began',
      { ...once, endedAt: at('2026-01-05T20:00Z') },
      '2026-01-05T20:00Z',
      'cancelled',
    ],
    [
      'one that recurs, ended later',
      { ...daily, endedAt: at('2026-02-01T00:00Z') },
      '2026-02-02T00:00Z',
      'over',
    ],
  ])('%s', (_case, plan, now, state) => {
    expect(maintenanceState(plan, at(now))).toBe(state)
  })
})

describe('ending maintenance', () => {
  test('all of it: no plan goes on', () => {
    expect(decideMaintenanceEnd(daily, 'all', at('2026-01-05T21:30Z'))).toEqual({ do: 'end', goesOn: null })
  })

  test('only this time: the rest goes on from the next occurrence, on the same days as before', () => {
    const now = at('2026-01-05T21:30Z')
    const end = decideMaintenanceEnd(daily, 'this', now)
    expect(end).toEqual({ do: 'end', goesOn: { startsLocal: '2026-01-07T22:00' } })
    const goesOn = { ...daily, startsLocal: '2026-01-07T22:00' }
    expect(occurrencesFrom(goesOn, now, 3)).toEqual(occurrencesFrom(daily, now, 4).slice(1))
  })

  test('only this time of a single one is all of it', () => {
    expect(decideMaintenanceEnd(once, 'this', at('2026-01-01T00:00Z'))).toEqual({ do: 'end', goesOn: null })
  })

  test('what is over is refused', () => {
    expect(decideMaintenanceEnd(once, 'all', at('2026-01-06T00:00Z'))).toMatchObject({ do: 'refuse' })
  })
})
