import { describe, expect, test } from 'vitest'
import type { AlertRow } from './alert-row.ts'
import { decideSignal } from './decide-signal.ts'
import { newAlert } from './new-alert.ts'
import type { Signal } from './signal.ts'
import { makeSignal } from './test-signal.ts'

const noon = Date.parse('2026-11-25T12:00:00Z')
const at = (minutes: number) => new Date(noon + minutes * 60_000)
const said = (minutes: number, given: Partial<Signal> = {}) => makeSignal({ at: at(minutes), ...given })
const row = (given: Partial<AlertRow> = {}): AlertRow => ({ ...newAlert(said(0), 'a', at(0)).row, ...given })

const acked = row({ state: 'acknowledged', acknowledgedAt: at(1), acknowledgedBy: 'ada' })
const snoozed = { ...acked, snoozedUntil: at(60), snoozeSeverity: 'major' as const }
const over = row({ state: 'resolved', closedAt: at(5), resolvedAt: at(5), resolvedBy: 'source' })
const byHand = row({ state: 'resolved', closedAt: at(5), resolvedBy: 'user', reopenAt: at(20) })
const known = (episode: AlertRow | null, recent = 0, lastAt: Date | null = null) => ({
  open: episode && !episode.closedAt ? episode : null,
  closed: episode?.closedAt ? episode : null,
  reopenings: { recent, lastAt },
})

function outcome(episode: AlertRow | null, signal: Signal, minutes: number, recent = 0, last?: number) {
  const lastAt = last === undefined ? null : at(last)
  const decision = decideSignal(known(episode, recent, lastAt), signal, at(minutes))
  if (decision.do !== 'change') return { did: decision.do, kinds: [], patch: {} }
  const { did, change } = decision
  return { did, kinds: change.events.map(({ kind }) => kind), patch: change.patch }
}

describe('the intake matrix', () => {
  test.each<[string, AlertRow | null, Signal['action'], string, string[]]>([
    ['a trigger with nothing open opens', null, 'trigger', 'open', []],
    ['an acknowledgement of nothing is dropped', null, 'acknowledge', 'ignore', []],
    ['a resolve of nothing is dropped', null, 'resolve', 'ignore', []],
    ['a trigger of an open one is counted', row(), 'trigger', 'repeated', []],
    ['a source may acknowledge an open one', row(), 'acknowledge', 'acknowledged', ['acknowledged']],
    ['a resolve ends an open one', row(), 'resolve', 'resolved', ['resolved']],
    ['a trigger of an acknowledged one is counted', acked, 'trigger', 'repeated', []],
    ['a source’s acknowledgement of an acknowledged one is nothing', acked, 'acknowledge', 'ignore', []],
    ['a resolve ends an acknowledged one', acked, 'resolve', 'resolved', ['resolved']],
    ['an acknowledgement of an ended one is dropped', over, 'acknowledge', 'ignore', []],
    ['a resolve of one that its source ended is a repeat', over, 'resolve', 'ignore', []],
    ['a resolve of one that people ended is noted on it', byHand, 'resolve', 'noted', ['noted']],
    ['a trigger soon after re-opens', over, 'trigger', 'reopened', ['reopened']],
    ['a trigger after people ended it only marks it', byHand, 'trigger', 'noted', ['still-breaching']],
  ])('%s', (_case, episode, action, did, kinds) => {
    expect(outcome(episode, said(10, { action }), 10)).toMatchObject({ did, kinds })
  })
})

test('a repeat changes numbers and words, never state or owner', () => {
  const { patch } = outcome(acked, said(9, { value: 0.09, title: 'Loss 9 %' }), 10)
  expect(patch).toMatchObject({ count: 2, value: 0.09, title: 'Loss 9 %', lastSeenAt: at(9) })
  expect(patch).not.toHaveProperty('state')
})

describe('out of order', () => {
  const seen = row({ lastSeenAt: at(8) })
  test('a resolve older than the last trigger is ignored', () => {
    expect(outcome(seen, said(7, { action: 'resolve' }), 10).did).toBe('ignore')
  })
  test('an old trigger is counted, and its numbers are not believed', () => {
    expect(outcome(seen, said(7, { severity: 'critical' }), 10).patch).toEqual({ count: 2 })
  })
  test('a trigger from before the end does not re-open', () => {
    expect(outcome({ ...over, lastSeenAt: at(5) }, said(4), 10).did).toBe('ignore')
  })
  test('a source whose clock is ahead can still resolve later', () => {
    expect(outcome(row(), said(600), 10).patch).toMatchObject({ lastSeenAt: at(10) })
  })
})

describe('how bad it is', () => {
  test('worse is told, and stays with whoever has it', () => {
    const { kinds, patch } = outcome(acked, said(9, { severity: 'critical' }), 10)
    expect(kinds).toEqual(['worsened'])
    expect(patch).not.toHaveProperty('state')
  })
  test('worse ends a snooze', () => {
    const { kinds, patch } = outcome(snoozed, said(9, { severity: 'critical' }), 10)
    expect(kinds).toEqual(['worsened', 'snooze-ended'])
    expect(patch).toMatchObject({ state: 'open', snoozedUntil: null, acknowledgedBy: null })
  })
  test('back to what was snoozed does not end it', () => {
    const eased = { ...snoozed, severity: 'minor' as const }
    expect(outcome(eased, said(9), 10).kinds).toEqual(['worsened'])
  })
  test('better is told and ends nothing', () => {
    const { kinds, patch } = outcome(snoozed, said(9, { severity: 'minor' }), 10)
    expect(kinds).toEqual(['eased'])
    expect(patch).not.toHaveProperty('snoozedUntil')
  })
})

describe('after the end', () => {
  test.each([
    ['within the window it is the same episode', 20, 'reopened'],
    ['after the window it is a new one', 21, 'open'],
  ])('by its source: %s', (_case, minutes, did) => {
    expect(outcome(over, said(minutes), minutes).did).toBe(did)
  })
  test('a re-opened one is nobody’s, and the first human acknowledgement stays known', () => {
    const { patch } = outcome({ ...over, acknowledgedBy: 'ada', firstHumanAckAt: at(1) }, said(10), 10)
    expect(patch).toMatchObject({ state: 'open', flaps: 1, acknowledgedBy: null, closedAt: null })
    expect(patch).not.toHaveProperty('firstHumanAckAt')
  })
  test('by hand: said once that it still holds, then only counted', () => {
    expect(outcome({ ...byHand, stillBreaching: true }, said(11), 11)).toMatchObject({
      did: 'repeated',
      kinds: [],
      patch: { count: 2 },
    })
  })
  test('by hand: re-opens at its time, or when it gets worse', () => {
    expect(outcome(byHand, said(20), 20)).toMatchObject({ did: 'reopened', kinds: ['reopened'] })
    expect(outcome(byHand, said(6, { severity: 'critical' }), 6)).toMatchObject({ did: 'reopened' })
  })
  test('by hand and over: it does not re-open any more, and a new trigger is a new episode', () => {
    const { patch } = outcome(byHand, said(8, { action: 'resolve' }), 8)
    expect(patch).toMatchObject({ reopenAt: null, stillBreaching: false })
    expect(outcome({ ...byHand, ...patch }, said(9), 9).did).toBe('open')
    expect(outcome({ ...byHand, ...patch }, said(9, { action: 'resolve' }), 9).did).toBe('ignore')
  })
  test('a resolve a day later is nobody’s', () => {
    expect(outcome(byHand, said(24 * 60 + 6, { action: 'resolve' }), 24 * 60 + 6).did).toBe('ignore')
  })
})

test('a rule that leaves resolving to people says once that it is over', () => {
  const kept = row({ autoResolve: false })
  const resolve = said(9, { action: 'resolve', autoResolve: false })
  const { did, kinds, patch } = outcome(kept, resolve, 10)
  expect({ did, kinds }).toEqual({ did: 'noted', kinds: ['noted'] })
  expect(outcome({ ...kept, ...patch }, resolve, 11)).toMatchObject({ did: 'repeated', kinds: [] })
})

describe('flapping', () => {
  test('the third re-opening within half an hour is told as flapping', () => {
    expect(outcome(over, said(10), 10, 2, 8)).toMatchObject({
      kinds: ['reopened', 'flapping'],
      patch: { flappingSince: at(10) },
    })
  })
  test('the second is not', () => {
    expect(outcome(over, said(10), 10, 1, 8).kinds).toEqual(['reopened'])
  })
  test('further ones are folded, so that nobody is told each time', () => {
    const decision = decideSignal(known({ ...over, flappingSince: at(4) }, 3, at(4)), said(10), at(10))
    const events = decision.do === 'change' ? decision.change.events : []
    expect(events.map(({ kind, data }) => [kind, data])).toEqual([
      ['reopened', { because: 'back', folded: true }],
    ])
  })
  test('half an hour without one, and the next is told again', () => {
    const long = { ...over, flappingSince: at(-40), reopenWindowMs: 3_600_000 }
    expect(outcome(long, said(30), 30, 0, 0)).toMatchObject({
      kinds: ['reopened'],
      patch: { flappingSince: null },
    })
  })
})

test('what a machine acknowledges is not a human answer', () => {
  const { patch } = outcome(row(), said(9, { action: 'acknowledge', source: 'rule' }), 10)
  expect(patch).toMatchObject({ acknowledgedName: 'Packet loss' })
  expect(patch).not.toHaveProperty('firstHumanAckAt')
  expect(patch).not.toHaveProperty('acknowledgedBy')
})
