import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkEvent, checkReport } from '#lib/telemetry/contract.ts'
import { readRecording, replayRecording } from '../../bench/replay-recording.ts'
import { scoreRecording } from '../../bench/score-recording.ts'
import type { ParticipantStep } from './score-participant.ts'
import { ageParticipant } from './score-participant.ts'

const folder = new URL('../../bench/corpus/recorded/', import.meta.url)
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json.gz') && !name.includes('about-webrtc'))
  .map((name) => name.replace('.json.gz', ''))

const read = (name: string) => readRecording(new URL(`${name}.json.gz`, folder))

test('the corpus is there', () => expect(names.length).toBeGreaterThan(35))

test.each(names)('%s replays without a rejected item, and every score is a score', (name) => {
  const participants = replayRecording(read(name))
  for (const { reports, events } of participants) {
    for (const report of reports) expect(checkReport(report), JSON.stringify(report)).toEqual(report)
    for (const event of events) expect(checkEvent(event), JSON.stringify(event)).toEqual(event)
  }
  for (const { steps } of scoreRecording(participants))
    for (const { step } of steps)
      for (const score of [
        step.score,
        step.receiveScore,
        step.sendScore,
        ...step.tracks.map((track) => track.score),
      ])
        if (score !== null) expect(score >= 1 && score <= 4.5, `${name}: ${score}`).toBe(true)
})

type At = { seconds: number; step: ParticipantStep }

/** One participant's steps, at seconds since the call began. */
function stepsOf(name: string, id: string, intervalMs = 2_000): At[] {
  const recording = read(name)
  const scored = scoreRecording(replayRecording(recording, intervalMs), intervalMs).find(
    (one) => one.id === id,
  )
  return (scored?.steps ?? []).map(({ t, step }) => ({ seconds: (t - recording.start) / 1000, step }))
}

const between = (steps: At[], from: number, to: number) =>
  steps.filter(({ seconds }) => seconds >= from && seconds < to).map(({ step }) => step)

function mean(
  steps: ParticipantStep[],
  pick: (step: ParticipantStep) => number | null = (step) => step.score,
): number {
  const known = steps.map(pick).filter((value) => value !== null)
  if (known.length === 0) throw new Error('nothing scored')
  return known.reduce((sum, value) => sum + value, 0) / known.length
}
const bandsOf = (steps: ParticipantStep[]) => new Set(steps.map((step) => step.band))
const states = (steps: ParticipantStep[], type: string) =>
  new Set(
    steps.flatMap((step) => step.tracks.filter((track) => track.type === type).map((track) => track.state)),
  )

describe('what is known of a recorded call', () => {
  test.each(['clean-audio', 'clean-av', 'clean-h264', 'turn-relay-clean', 'firefox-clean'])(
    '%s is never bad',
    (name) => {
      for (const id of ['a', 'b']) {
        const steps = stepsOf(name, id).map(({ step }) => step)
        expect(bandsOf(steps)).not.toContain('bad')
        expect(mean(steps)).toBeGreaterThan(3.6)
      }
    },
  )

  test('a clean call is good until the recording machine itself was busy', () => {
    for (const id of ['a', 'b'])
      expect(bandsOf(between(stepsOf('clean-av', id), 7, 25))).toEqual(new Set(['good']))
  })

  test.each([
    ['loss-audio-08', 'a', 15, 40],
    ['cdp-loss-12', 'a', 20, 45],
    ['cdp-loss-12', 'b', 20, 45],
    ['jitter-strong', 'a', 20, 45],
    ['loss-burst-08', 'b', 20, 45],
  ])('%s: %s receives worse while the network is impaired', (name, id, from, to) => {
    const steps = stepsOf(name, id)
    const receive = (step: ParticipantStep) => step.receiveScore
    const before = mean(between(steps, 9, from), receive)
    expect(mean(between(steps, from + 8, to), receive)).toBeLessThan(before - 0.3)
  })

  test('a short outage dips and recovers within half a minute', () => {
    for (const id of ['a', 'b']) {
      const steps = stepsOf('outage-4s', id)
      expect(Math.min(...between(steps, 26, 40).map((step) => step.score ?? 5))).toBeLessThan(3.1)
      expect(mean(between(steps, 52, 62))).toBeGreaterThan(3.9)
      expect(bandsOf(between(steps, 56, 62))).not.toContain('bad')
    }
  })

  test.each([
    ['mic-muted', 'audio', 22, 42],
    ['camera-off', 'video', 22, 40],
  ])('%s: a mute is a mute on both ends, and nobody is bad for it', (name, kind, from, to) => {
    const sender = between(stepsOf(name, 'a'), from, to)
    const receiver = between(stepsOf(name, 'b'), from, to)
    expect(states(sender, `outbound-${kind}`)).toEqual(new Set(['muted']))
    expect(states(receiver, `inbound-${kind}`)).toEqual(new Set(['muted']))
    for (const steps of [sender, receiver])
      for (const { band } of steps) expect(['good', 'fair']).toContain(band)
  })

  test('who hangs up is never bad', () => {
    for (const id of ['a', 'b'])
      expect(bandsOf(stepsOf('hangup-clean', id).map(({ step }) => step))).not.toContain('bad')
  })

  test('a camera that stops delivering is idle, not stalled: nobody claims that it should send', () => {
    for (const id of ['a', 'b']) {
      const steps = stepsOf('video-freeze-source', id).map(({ step }) => step)
      expect(states(steps, 'inbound-video')).not.toContain('stalled')
      expect(bandsOf(steps)).not.toContain('bad')
    }
  })

  test('media that one way swallows is stalled, because its sender goes on sending', () => {
    expect(states(between(stepsOf('one-way-media', 'b'), 30, 60), 'inbound-audio')).toEqual(
      new Set(['stalled']),
    )
    expect(states(between(stepsOf('one-way-media', 'a'), 30, 60), 'inbound-audio')).toEqual(
      new Set(['active']),
    )
  })

  test('a tab in the background pauses what it shows', () => {
    expect(states(between(stepsOf('tab-hidden', 'a'), 22, 42), 'inbound-video')).toEqual(new Set(['paused']))
    expect(bandsOf(between(stepsOf('tab-hidden', 'a'), 22, 60))).not.toContain('bad')
  })

  test('a connection that failed is as bad as it gets, for that reason', () => {
    const steps = between(stepsOf('lost-for-good', 'a'), 28, 60)
    expect(
      steps.every((step) => step.score === 1 && step.reason === 'disconnected' && step.band === 'bad'),
    ).toBe(true)
  })

  test('a participant whose reports stop with the network is unknown, not bad', () => {
    const recording = read('lost-for-good')
    const lostAt = recording.start + 20_000
    const heard = replayRecording(recording).map((one) => ({
      ...one,
      reports: one.reports.filter((report) => report[1] < lostAt),
      events: one.events.filter((event) => event.t < lostAt),
    }))
    for (const { quality, context, steps } of scoreRecording(heard)) {
      expect(steps.at(-1)?.step.band).toBe('fair')
      expect(ageParticipant(quality, context, 2_000, lostAt + 3_000)).toBeNull()
      const aged = ageParticipant(quality, context, 2_000, lostAt + 8_000)
      expect(aged).toMatchObject({ score: null, band: 'unknown', reason: null })
      expect(new Set(aged?.tracks.map((track) => track.state))).toEqual(new Set(['no-telemetry']))
    }
  })

  test('a call that never connected has no report, so no score', () => {
    for (const id of ['a', 'b']) expect(stepsOf('ice-udp-blocked', id)).toEqual([])
  })
})

test('the same reports give the same scores again', () => {
  expect(stepsOf('mesh3-bad-uplink-c', 'c')).toEqual(stepsOf('mesh3-bad-uplink-c', 'c'))
})

test('sampling every five seconds tells the same story as every two', () => {
  const fine = mean(between(stepsOf('cdp-loss-12', 'a'), 28, 45))
  const coarse = mean(between(stepsOf('cdp-loss-12', 'a', 5_000), 28, 45))
  expect(Math.abs(fine - coarse)).toBeLessThan(0.3)
})
