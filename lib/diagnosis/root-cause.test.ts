import { describe, expect, test } from 'vitest'
import { catalogue } from './catalogue.ts'
import type { Finding } from './contract.ts'
import { reduceToRoot } from './root-cause.ts'

let made = 0
const finding = (kind: Finding['kind'], changes: Partial<Finding> = {}): Finding => ({
  findingId: `f${++made}-${kind}`,
  kind,
  model: 'm',
  sessionId: 's',
  participantId: 'ana',
  aboutId: null,
  connection: null,
  track: null,
  direction: 'both',
  side: 'unknown',
  severity: 'major',
  confidence: 'high',
  owner: 'user',
  openedAt: 10_000,
  raisedAt: 14_000,
  clearedAt: null,
  closeReason: null,
  evidence: [],
  affected: ['ben'],
  explainedBy: null,
  rank: null,
  ...changes,
})

/** Every finding with its place, by kind. */
function places(findings: Finding[]) {
  const moved = new Map(reduceToRoot(findings).map((one) => [one.findingId, one]))
  const kindOf = new Map(findings.map(({ findingId, kind }) => [findingId, kind]))
  return findings.map((one) => {
    const { explainedBy, rank } = moved.get(one.findingId) ?? one
    return [one.kind, rank, explainedBy === null ? null : (kindOf.get(explainedBy) ?? null)]
  })
}

describe('one root cause', () => {
  test('a sender’s lossy upload explains what its receivers lose and see', () => {
    expect(
      places([
        finding('uplink-packet-loss'),
        finding('downlink-packet-loss', { participantId: 'ben', aboutId: 'ana' }),
        finding('video-freezes', { participantId: 'ben', aboutId: 'ana' }),
      ]),
    ).toEqual([
      ['uplink-packet-loss', 1, null],
      ['downlink-packet-loss', null, 'uplink-packet-loss'],
      ['video-freezes', null, 'uplink-packet-loss'],
    ])
  })

  test('an outage explains the lost connection behind it, a refused TURN server the failed join', () => {
    expect(places([finding('network-outage'), finding('ice-disconnected', { openedAt: 13_000 })])[1]).toEqual(
      ['ice-disconnected', null, 'network-outage'],
    )
    expect(
      places([finding('turn-allocation-failed'), finding('join-failed', { severity: 'critical' })])[1],
    ).toEqual(['join-failed', null, 'turn-allocation-failed'])
  })

  test('a microphone that is silent explains why nobody hears', () => {
    expect(
      places([
        finding('silent-mic'),
        finding('no-inbound-audio', { participantId: 'ben', aboutId: 'ana' }),
      ])[1]?.[2],
    ).toBe('silent-mic')
  })

  test('what began long before cannot be its effect', () => {
    expect(
      places([
        finding('uplink-packet-loss', { openedAt: 60_000 }),
        finding('video-freezes', { participantId: 'ben', aboutId: 'ana' }),
      ])[1]?.[2],
    ).toBeNull()
  })

  test('somebody else’s trouble is not explained', () => {
    expect(
      places([
        finding('cpu-limited-encode', { affected: [] }),
        finding('low-frame-rate', { participantId: 'ben', aboutId: 'cem' }),
      ])[1]?.[2],
    ).toBeNull()
  })

  test('the same path seen from both ends is one trouble', () => {
    const between = { side: 'network-path' as const }
    expect(
      places([
        finding('path-packet-loss', { ...between, aboutId: 'ben' }),
        finding('path-packet-loss', { ...between, participantId: 'ben', aboutId: 'ana', openedAt: 10_500 }),
      ]).map(([, rank]) => rank),
    ).toEqual([1, null])
  })

  test('what ended just now still fills the windows of others', () => {
    const outage = finding('network-outage', {
      clearedAt: 14_000,
      closeReason: 'cleared',
      side: 'network-access',
    })
    expect(places([outage, finding('path-packet-loss', { openedAt: 20_000 })])[1]?.[2]).toBe('network-outage')
    expect(places([outage, finding('path-packet-loss', { openedAt: 50_000 })])[1]?.[2]).toBeNull()
  })

  test('the rest is ranked: severity, then people, then certainty, then who was first; three have a place', () => {
    const kinds = places([
      finding('mic-clipping', { severity: 'minor' }),
      finding('silent-mic', { severity: 'critical', affected: ['ben'] }),
      finding('dtls-failed', { severity: 'critical', affected: ['ben', 'cem'] }),
      finding('application-error', { severity: 'major', confidence: 'medium' }),
      finding('playback-blocked', { severity: 'major' }),
    ])
    expect(kinds.map(([kind, rank]) => [kind, rank])).toEqual([
      ['mic-clipping', null],
      ['silent-mic', 2],
      ['dtls-failed', 1],
      ['application-error', null],
      ['playback-blocked', 3],
    ])
  })

  test('hints and context have no place and explain nothing', () => {
    expect(places([finding('camera-black', { confidence: 'low' })])[0]?.[1]).toBeNull()
    expect(places([finding('relay-used', { severity: 'info' })])[0]?.[1]).toBeNull()
    expect(
      places([
        finding('uplink-packet-loss', { confidence: 'low' }),
        finding('video-freezes', { participantId: 'ben', aboutId: 'ana' }),
      ])[1]?.[2],
    ).toBeNull()
  })

  test('what a cause left behind stays explained when the cause was over first, itself explained or not', () => {
    const path = { aboutId: 'ben', side: 'network-path' } as const
    const first = finding('path-packet-loss', { ...path, clearedAt: 40_000 })
    const mirror = finding('path-packet-loss', {
      participantId: 'ben',
      aboutId: 'ana',
      side: 'network-path',
      clearedAt: 40_000,
      explainedBy: first.findingId,
    })
    const freeze = finding('video-freezes', { participantId: 'ben', aboutId: 'ana', openedAt: 9_000 })
    const late = finding('chat-delivery-delayed', { participantId: 'ben', openedAt: 20_000 })
    expect(places([first, mirror, freeze, late]).slice(2)).toEqual([
      ['video-freezes', null, 'path-packet-loss'],
      ['chat-delivery-delayed', null, 'path-packet-loss'],
    ])
  })

  test('a switch of the network is the cause of what follows it, where it interrupted anything', () => {
    const explained = (change: Partial<Finding>, openedAt: number) =>
      places([finding('network-change', change), finding('path-packet-loss', { openedAt })])[1]?.[2]
    expect(explained({ severity: 'minor' }, 20_000)).toBe('network-change')
    expect(explained({ severity: 'info' }, 20_000)).toBeNull()
    expect(explained({ severity: 'minor' }, 4_000)).toBeNull()
    expect(explained({ severity: 'minor' }, 41_000)).toBeNull()
  })

  test('what is grave never disappears under a mere context', () => {
    const quiet = Object.keys(catalogue).map((kind) => finding(kind, { severity: 'info' }))
    const grave = ['path-packet-loss', 'uplink-packet-loss', 'ice-failed', 'network-outage', 'dropped-call']
    for (const kind of grave)
      expect(places([...quiet, finding(kind, { severity: 'critical' })]).at(-1)?.[1], kind).toBe(1)
  })

  test('whatever is open at once, nothing explains itself by way of others', () => {
    const all = Object.keys(catalogue).flatMap((kind) => [
      finding(kind, { aboutId: 'ben', side: 'network-path' }),
      finding(kind, { participantId: 'ben', aboutId: 'ana', side: 'network-path' }),
    ])
    const moved = new Map(reduceToRoot(all).map((one) => [one.findingId, one.explainedBy]))
    for (const { findingId } of all) {
      const path = new Set<string>()
      for (let at: string | null | undefined = findingId; at; at = moved.get(at)) {
        expect(path.has(at)).toBe(false)
        path.add(at)
      }
    }
  })
})
