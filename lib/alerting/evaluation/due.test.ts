import { describe, expect, test } from 'vitest'
import { whatIsDue } from './due.ts'
import { noon } from './facts.test-data.ts'
import type { InstanceState } from './instance-state.ts'

const second = 1_000
const firing: InstanceState = {
  ...{
    state: 'firing',
    reason: 'value',
    activeAt: noon,
    firedAt: noon,
    resolvedAt: null,
    keepFiringSince: null,
  },
  ...{ lastValue: 0.2, lastEvaluatedAt: noon, observedMs: 0, missedEvaluations: 0 },
}
const pending: InstanceState = { ...firing, state: 'pending', firedAt: null }
const reading = { verdict: 'holds' } as never
const step = (was: InstanceState | null, next: InstanceState | null, change: never = null as never) => ({
  ...{ customerId: 'acme', instance: 'app=video', was, next, change, reading },
})
const ago = (s: number) => ({ rowAt: noon - s * second, toldAt: noon - s * second })

describe('what of an evaluation is written', () => {
  test.each([
    ['a new one at once', step(null, firing, 'fired' as never), ago(0), { row: true, signal: 'trigger' }],
    [
      'an ended one at once',
      step(firing, { ...firing, state: 'inactive' }, 'resolved' as never),
      ago(0),
      { row: true, signal: 'resolve' },
    ],
    ['one that fires on only now and then', step(firing, firing), ago(14), { row: false, signal: null }],
    [
      'one that has fired on for a while',
      step(firing, { ...firing, lastValue: 0.3 }),
      ago(15),
      { row: true, signal: 'trigger' },
    ],
    [
      'one that waits more often, without a word',
      step(pending, pending),
      ago(5),
      { row: true, signal: null },
    ],
    ['one that waits not every second', step(pending, pending), ago(4), { row: false, signal: null }],
    [
      'one that begins to recover at once',
      step(firing, { ...firing, keepFiringSince: noon }),
      ago(0),
      { row: true, signal: null },
    ],
    [
      'one that is dropped at once',
      step(pending, null, 'dropped' as never),
      ago(0),
      { row: true, signal: null },
    ],
  ] as const)('%s', (_what, one, written, due) => {
    expect(whatIsDue(one, written, noon)).toEqual(due)
  })
})
