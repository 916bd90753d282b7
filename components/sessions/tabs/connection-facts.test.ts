import { expect, test } from 'vitest'
import type { EventView } from '#lib/sessions/contract.ts'
import { connectionFacts, pathText } from './connection-facts.ts'

let seq = 0
const event = (
  at: number,
  type: string,
  data: EventView['data'] = {},
  one: Partial<EventView> = {},
): EventView => ({
  participantId: 'ana',
  seq: seq++,
  boot: 1,
  at,
  type,
  connection: 0,
  track: null,
  data,
  ...one,
})
const relay = {
  localCandidateType: 'relay',
  protocol: 'udp',
  relayProtocol: 'tls',
  relayHost: 'turn.example',
}

test('a connection tells its path, how the path changed, and what relays refused', () => {
  const [facts] = connectionFacts(
    [
      event(1, 'connection-created', { label: 'sfu', relayOnly: false }),
      event(2, 'ice-candidate-error', { code: 701, text: 'unreachable', host: 'turn.example' }),
      event(3, 'ice-candidate-error', { code: 701, text: 'unreachable', host: 'turn.example' }),
      event(4, 'connection-state', { state: 'connected' }),
      event(5, 'connection-meta', { localCandidateType: 'host', protocol: 'udp' }),
      event(6, 'connection-meta', { localCandidateType: 'host', protocol: 'udp' }),
      event(7, 'ice-restart'),
      event(8, 'connection-meta', relay),
      event(9, 'connection-closed'),
    ],
    'ana',
  )
  expect(facts).toMatchObject({
    label: 'sfu',
    relayOnly: false,
    state: 'connected',
    closedAt: 9,
    restarts: 1,
  })
  expect(facts?.paths.map(pathText)).toEqual(['host over udp', 'relay over tls through turn.example'])
  expect(facts?.errors).toEqual([{ at: 2, text: '701 unreachable', host: 'turn.example', count: 2 }])
})

test('what nobody told stays unknown, and a reloaded page has connections of its own', () => {
  const facts = connectionFacts(
    [
      event(1, 'connection-created'),
      event(2, 'connection-created', {}, { boot: 2 }),
      event(3, 'network', { online: false }, { connection: null }),
      event(4, 'connection-created', {}, { participantId: 'ben' }),
    ],
    'ana',
  )
  expect(facts.map(({ key }) => key)).toEqual(['1.0', '2.0'])
  expect(facts[0]).toMatchObject({ label: null, relayOnly: null, state: null, path: null })
})
