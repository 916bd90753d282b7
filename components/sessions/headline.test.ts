import { describe, expect, test } from 'vitest'
import type { ParticipantView, TrackView } from '#lib/sessions/contract.ts'
import { aCall, aPerson } from './findings/fixtures.test-data.ts'
import { calmLine, findingsOf } from './headline.ts'

const track = (type: TrackView['type'], score: number, band: TrackView['band']): TrackView => ({
  track: 1,
  connection: 0,
  type,
  source: 'unknown',
  codec: null,
  state: 'active',
  score,
  scale: null,
  band,
  reason: null,
  deductions: [],
})
const ben = aPerson({ participantId: 'ben', externalId: 'u-2', name: 'Ben', lastReportAt: 50 })
const live = aCall({ score: 4, lastReportAt: 50 })
const figures = {
  sent: 9,
  acked: 4,
  failed: 5,
  unanswered: 0,
  received: 3,
  failedRatio: 0.5,
  delayP50Ms: 200,
  delayP95Ms: 400,
  disconnectedMs: 0,
  reconnects: 0,
  channelSent: 0,
  channelReceived: 0,
}
const badChat: NonNullable<ParticipantView['chat']> = {
  used: true,
  score: 1.4,
  band: 'bad',
  bandSince: 30,
  reason: 'messages failed',
  deductions: [],
  downSince: null,
  pending: 0,
  recent: figures,
  whole: figures,
  channels: [],
}
/** A page that has a chat and no call. */
const chatter: ParticipantView = {
  ...ben,
  transport: 'new',
  receiveScore: null,
  sendScore: null,
  chat: badChat,
}
const poor = { ...ben, band: 'poor', receiveScore: 3.2, reason: 'packet loss', bandSince: 20 } as const

describe('what is wrong now', () => {
  test.each<[string, ParticipantView, string[]]>([
    [
      'the worse direction, the medium and the reason',
      { ...poor, tracks: [track('inbound-audio', 3.2, 'poor'), track('inbound-video', 4, 'good')] },
      ['Ben receives poor audio: packet loss since 20'],
    ],
    [
      'sending',
      { ...poor, sendScore: 2, band: 'bad', tracks: [track('outbound-video', 2, 'bad')] },
      ['Ben sends bad video: packet loss since 20'],
    ],
    [
      'a reason that only a picture has is about the picture, however bad the sound is too',
      {
        ...poor,
        reason: 'freezes',
        tracks: [track('inbound-audio', 1, 'bad'), track('inbound-video', 1.4, 'bad')],
      },
      ['Ben receives poor video: freezes since 20'],
    ],
    [
      'without a culprit among the tracks it is quality',
      { ...poor, reason: null },
      ['Ben receives poor quality since 20'],
    ],
    ['a lost connection goes first', { ...poor, transport: 'failed' }, ['Ben connection failed since 20']],
    [
      'silence is told, with the time of the last word',
      { ...ben, state: 'no-telemetry', band: 'unknown' },
      ['Ben no measurements arrive since 50'],
    ],
    [
      'a chat without a call neither sends nor receives media',
      { ...chatter, band: 'bad', score: 1.4, reason: 'messages failed' },
      ['Ben has a bad chat: messages failed since 30'],
    ],
    [
      'a bad chat beside a good call',
      { ...ben, chat: badChat },
      ['Ben has a bad chat: messages failed since 30'],
    ],
    [
      'a poor chat beside a good call is not worth a line',
      { ...ben, chat: { ...badChat, band: 'poor' } },
      [],
    ],
    ['fair is not worth a line', { ...ben, band: 'fair' }, []],
    ['unknown alone is not a fault', { ...ben, band: 'unknown', score: null }, []],
    ['who left is no longer wrong', { ...poor, state: 'left' }, []],
    [
      'a name of blanks falls back to the id',
      { ...poor, name: '  ' },
      ['u-2 receives poor quality: packet loss since 20'],
    ],
  ])('%s', (_case, person, expected) => {
    expect(findingsOf(live, [person]).map((f) => `${f.who} ${f.what} since ${f.since}`)).toEqual(expected)
  })

  test('the worst comes first, then who has suffered longest', () => {
    const people = [
      { ...poor, name: 'later', bandSince: 30 },
      { ...ben, name: 'silent', state: 'no-telemetry' as const },
      { ...poor, name: 'earlier', bandSince: 20 },
      { ...poor, name: 'worst', band: 'bad' as const },
    ]
    expect(findingsOf(live, people).map((f) => f.who)).toEqual(['worst', 'earlier', 'later', 'silent'])
  })

  test('after the end those who left still count', () => {
    expect(findingsOf({ ...live, state: 'ended' }, [{ ...poor, state: 'left' }]).map((f) => f.what)).toEqual([
      'received poor quality: packet loss',
    ])
  })
})

describe('when nothing is wrong', () => {
  test.each<[string, ParticipantView[], string]>([
    ['nobody yet', [], 'Nobody has reported anything yet.'],
    ['all gone', [{ ...ben, state: 'left' }], 'Everybody has left.'],
    [
      'nothing scored is not called good',
      [{ ...ben, band: 'unknown' }],
      'Nothing could be scored: no media that was expected to flow.',
    ],
    [
      'a chat in which nobody writes',
      [{ ...chatter, band: 'unknown', chat: { ...badChat, band: 'unknown' } }],
      'Nothing could be scored: nobody had a message confirmed lately.',
    ],
    ['one', [ben], 'The one scored participant is good.'],
    ['some fair', [ben, { ...ben, band: 'fair' }], 'All 2 scored participants are good, 1 of them fair.'],
    [
      'unscored are counted',
      [ben, ben, { ...ben, band: 'unknown' }],
      'All 2 scored participants are good. 1 not scored.',
    ],
  ])('%s', (_case, people, text) => expect(calmLine(live, people)).toBe(text))
})
