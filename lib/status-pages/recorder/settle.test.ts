import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type SpanState, spanStates } from '../uptime/states.ts'
import { graceMs } from '../uptime/timeline.ts'
import { type OpenSpan, type Streak, settle } from './settle.ts'

const everyMs = 30_000
type Span = { startedAt: number; endedAt: number | null; seenAt: number; state: SpanState }

/** What stands in the store after these looks; null = nobody looked. */
function record(looks: readonly (SpanState | null)[]): Span[] {
  const spans: Span[] = []
  let streak: Streak | null = null
  looks.forEach((seen, i) => {
    if (seen === null) return
    const now = (i + 1) * everyMs
    const last = spans.at(-1)
    const open: OpenSpan | null = last && last.endedAt === null ? last : null
    const settled = settle(open, streak, seen, now)
    streak = settled.streak
    if (last && settled.keep) Object.assign(last, settled.keep, { seenAt: now })
    if (last && settled.close) last.endedAt = settled.close.endedAt
    if (settled.open) spans.push({ ...settled.open, endedAt: null, seenAt: now })
  })
  return spans
}
const told = (...looks: (SpanState | null)[]) =>
  record(looks).map(({ state, startedAt }) => `${state} from look ${startedAt / everyMs}`)

const [ok, slow, partial, major, quiet, idle] = [
  'operational',
  'degraded',
  'partial-outage',
  'major-outage',
  'no-data',
  'idle',
] as const

describe('a component', () => {
  test.each([
    ['stays one span while nothing changes', [ok, ok, ok], ['operational from look 1']],
    ['is not worse for one look', [ok, ok, major, ok, ok], ['operational from look 1']],
    [
      'is worse after two, since the first of them',
      [ok, slow, slow],
      ['operational from look 1', 'degraded from look 2'],
    ],
    [
      'is as bad as both looks say',
      [ok, major, partial],
      ['operational from look 1', 'partial-outage from look 2'],
    ],
    [
      'is not better for two looks',
      [ok, slow, slow, ok, ok, slow],
      ['operational from look 1', 'degraded from look 2'],
    ],
    ['is better after three', [slow, slow, ok, ok, ok], ['degraded from look 1', 'operational from look 3']],
    [
      'gets better as far as all three say',
      [major, major, ok, slow, ok],
      ['major-outage from look 1', 'degraded from look 3'],
    ],
    ['is unknown at once', [ok, quiet], ['operational from look 1', 'no-data from look 2']],
    [
      'is idle at once, and back',
      [ok, idle, ok],
      ['operational from look 1', 'idle from look 2', 'operational from look 3'],
    ],
    ['that is bad at the first look is unknown until the second', [major], ['no-data from look 1']],
    [
      'that was bad at the first two looks was so since the first',
      [major, major],
      ['major-outage from look 1'],
    ],
    [
      'has a gap where nobody looked',
      [ok, null, null, null, null, null, ok],
      ['operational from look 1', 'operational from look 7'],
    ],
    ['has no gap for two looks missed', [ok, null, null, ok], ['operational from look 1']],
  ] as const)('%s', (_what, looks, spans) => {
    expect(told(...looks)).toEqual(spans)
  })

  test('keeps what was shown while nobody looked: two minutes past the last look, then nothing', () => {
    const [first] = record([ok, null, null, null, null, null, ok])
    expect(first?.endedAt).toBe(everyMs + graceMs)
  })

  test('has spans that follow each other, whatever is seen', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.constantFrom(...spanStates)), { maxLength: 60 }), (looks) => {
        const spans = record(looks)
        spans.forEach((span, i) => {
          const next = spans[i + 1]
          expect(span.endedAt === null).toBe(next === undefined)
          if (span.endedAt !== null) expect(span.endedAt).toBeGreaterThan(span.startedAt)
          if (next) expect(next.startedAt).toBeGreaterThanOrEqual(span.endedAt ?? 0)
        })
      }),
    )
  })

  test('never shows as working a look that found out nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.constantFrom(...spanStates)), { maxLength: 40 }), (looks) => {
        const spans = record(looks)
        looks.forEach((seen, i) => {
          if (seen !== quiet) return
          const now = (i + 1) * everyMs
          const over = spans.filter(
            ({ startedAt, endedAt }) => startedAt <= now && (endedAt ?? Infinity) > now,
          )
          for (const { state } of over) expect(state).toBe(quiet)
        })
      }),
    )
  })
})
