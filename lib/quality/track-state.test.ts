import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type TrackFacts, trackState } from './track-state.ts'

const flowing: TrackFacts = {
  ended: false,
  sampleAgeMs: 0,
  intervalMs: 2_000,
  muted: false,
  paused: false,
  startedMs: 60_000,
  mediaExpected: true,
  withoutPacketsMs: 0,
  withoutOutputMs: 0,
  sparse: false,
}
const silent = { withoutPacketsMs: 6_000 }

test.each([
  ['media flows', {}, 'active'],
  ['microphone or camera muted by the user', { muted: true, ...silent }, 'muted'],
  ['muted while packets still come', { muted: true }, 'muted'],
  ['everybody silent: hardly a packet', { sparse: true }, 'idle'],
  ['late joiner, first seconds', { startedMs: 3_000 }, 'starting'],
  ['nothing has come yet', { startedMs: null, withoutPacketsMs: 1_000, mediaExpected: null }, 'starting'],
  ['tile scrolled away or tab hidden', { paused: true, ...silent }, 'paused'],
  [
    'a server dropped video because the app asked',
    { paused: true, ...silent, mediaExpected: true },
    'paused',
  ],
  ['a server dropped video though its sender goes on', silent, 'stalled'],
  ['packets come and nothing is decoded', { withoutOutputMs: 7_000 }, 'stalled'],
  ['a static slide: the sender sends nothing either', { ...silent, mediaExpected: null }, 'idle'],
  ['nothing comes and nobody says that it should', { ...silent, mediaExpected: null, sparse: false }, 'idle'],
  ['a gap shorter than five seconds', { withoutPacketsMs: 4_000 }, 'active'],
  ['telemetry stopped, user still connected', { sampleAgeMs: 7_000 }, 'no-telemetry'],
  ['telemetry stopped in the middle of a stall', { sampleAgeMs: 7_000, ...silent }, 'no-telemetry'],
  ['the participant left', { ended: true, ...silent }, 'ended'],
] as const)('%s', (_situation, change, state) => {
  expect(trackState({ ...flowing, ...change })).toBe(state)
})

test('nothing is stalled without evidence that media is expected, or while it is muted or paused', () => {
  const facts = fc.record({
    ended: fc.boolean(),
    sampleAgeMs: fc.integer({ min: 0, max: 60_000 }),
    intervalMs: fc.constant(2_000),
    muted: fc.boolean(),
    paused: fc.boolean(),
    startedMs: fc.option(fc.integer({ min: 0, max: 60_000 })),
    mediaExpected: fc.option(fc.boolean()),
    withoutPacketsMs: fc.integer({ min: 0, max: 60_000 }),
    withoutOutputMs: fc.integer({ min: 0, max: 60_000 }),
    sparse: fc.boolean(),
  })
  fc.assert(
    fc.property(facts, (known) => {
      if (known.mediaExpected !== true || known.muted || known.paused || known.ended)
        expect(trackState(known)).not.toBe('stalled')
    }),
    { numRuns: 500 },
  )
})
