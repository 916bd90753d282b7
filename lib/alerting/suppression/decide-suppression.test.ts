import { describe, expect, test } from 'vitest'
import type { Suppression } from '../alerts/contract.ts'
import { decideSuppression, type MutedAlert } from './decide-suppression.ts'

const work: Suppression = { kind: 'maintenance', id: 'm', name: 'Router update', until: 2_000 }
const quiet: Suppression = { kind: 'silence', id: 's', name: 'known', until: 1_000 }
const cause: Suppression = { kind: 'inhibition', id: 'i', name: 'site down', until: null }
const alert = (given: Partial<MutedAlert>): MutedAlert => ({
  state: 'open',
  suppressedBy: [],
  announced: false,
  ...given,
})
const told = (given: Partial<MutedAlert>, by: Suppression[]) => {
  const { event, ...rest } = decideSuppression(alert(given), by)
  return { event: event?.kind ?? null, ...rest }
}
const calm = { tellPause: null, treatAsNew: false, sendResolution: false }

describe('the five cases of maintenance', () => {
  test.each<[string, Partial<MutedAlert>, Suppression[], object]>([
    [
      '1. fires inside the window: created, muted, no message and no escalation',
      {},
      [work],
      { ...calm, event: 'suppressed', changed: true, suppressedBy: [work], pauseEscalation: true },
    ],
    [
      '2. still true when the window ends: newly fired at that moment',
      { suppressedBy: [work] },
      [],
      {
        ...calm,
        event: 'unsuppressed',
        changed: true,
        suppressedBy: [],
        pauseEscalation: false,
        treatAsNew: true,
      },
    ],
    [
      '3. resolved inside the window: nothing is ever sent',
      { state: 'resolved', suppressedBy: [work] },
      [work],
      { ...calm, event: null, changed: false, suppressedBy: [work], pauseEscalation: true },
    ],
    [
      '4. told before the window began: paused, and one line says so',
      { announced: true },
      [work],
      {
        ...calm,
        event: 'suppressed',
        changed: true,
        suppressedBy: [work],
        pauseEscalation: true,
        tellPause: work,
      },
    ],
    [
      '4. … and goes on after it, without being new',
      { announced: true, suppressedBy: [work] },
      [],
      { ...calm, event: 'unsuppressed', changed: true, suppressedBy: [], pauseEscalation: false },
    ],
    [
      '5. told before, resolved inside: the resolution is sent',
      { state: 'resolved', announced: true, suppressedBy: [work] },
      [work],
      {
        ...calm,
        event: null,
        changed: false,
        suppressedBy: [work],
        pauseEscalation: true,
        sendResolution: true,
      },
    ],
  ])('%s', (_case, given, by, decision) => {
    expect(told(given, by)).toEqual(decision)
  })
})

describe('beside them', () => {
  test('nothing mutes and nothing did: nothing happens', () => {
    expect(told({}, [])).toEqual({
      ...calm,
      event: null,
      changed: false,
      suppressedBy: [],
      pauseEscalation: false,
    })
  })

  test('the same mute seen again decides nothing the second time', () => {
    expect(told({ announced: true, suppressedBy: [work] }, [work])).toEqual({
      ...calm,
      event: null,
      changed: false,
      suppressedBy: [work],
      pauseEscalation: true,
    })
  })

  test('one mute after another is one quiet time: stored, but neither new nor told', () => {
    expect(told({ suppressedBy: [quiet] }, [work])).toMatchObject({
      event: null,
      changed: true,
      treatAsNew: false,
    })
  })

  test('the order of mutes is no change, a later end is', () => {
    const both = { suppressedBy: [work, quiet] }
    expect(told(both, [quiet, work]).changed).toBe(false)
    expect(told(both, [quiet, { ...work, until: 3_000 }]).changed).toBe(true)
  })

  test('acknowledged while muted: not new at the end, somebody knows of it', () => {
    expect(told({ state: 'acknowledged', suppressedBy: [work] }, [])).toMatchObject({
      event: 'unsuppressed',
      treatAsNew: false,
    })
  })

  test('a cause that fires pauses without a line of its own', () => {
    expect(told({ announced: true }, [cause])).toMatchObject({ event: 'suppressed', tellPause: null })
    expect(told({ announced: true }, [cause, quiet]).tellPause).toEqual(quiet)
  })

  test('the event says what muted, also when that has ended, and whether anybody had been told', () => {
    expect(decideSuppression(alert({ announced: true, suppressedBy: [work] }), []).event).toEqual({
      kind: 'unsuppressed',
      data: { by: [work], announced: true },
    })
  })
})
