import { expect, test } from 'vitest'
import { type LossVerdict, lossVerdict } from './loss-direction.ts'

type Receiver = [onSender: number, ...others: number[]]
const of = (uplinkPct: number | null, receivers: Receiver[], peerToPeer = false) =>
  lossVerdict({
    peerToPeer,
    uplinkPct,
    receivers: receivers.map(([onSender, ...others]) => ({ onSender, others })),
  })

/** The vectors of the quality model, 5.2. */
test.each<
  [string, number | null, Receiver[], boolean, LossVerdict['verdict'], LossVerdict['confidence'], boolean]
>([
  [
    'L1 all receivers lose what the sender loses',
    8,
    [
      [7, 0, 0],
      [8, 1, 0],
      [6, 0, 0],
    ],
    false,
    'sender-uplink',
    'high',
    false,
  ],
  [
    'L2 one receiver loses everything',
    0.2,
    [
      [9, 8, 7, 10],
      [0, 0, 0],
      [0, 0],
    ],
    false,
    'receiver-downlink',
    'high',
    false,
  ],
  [
    'L3 the sender is fine and all receivers lose',
    0,
    [
      [6, 0, 0],
      [5, 0, 1],
      [7, 0, 0],
    ],
    false,
    'server',
    'medium',
    false,
  ],
  ['L4 retransmission repairs it', 9, [[0], [0.5], [0], [0]], false, 'sender-uplink', 'medium', true],
  ['L5 one receiver and nothing else known', null, [[6]], false, 'unknown', 'low', false],
  ['L6 between two people', 5, [[5]], true, 'path', 'low', false],
  [
    'L7 one of three, without other streams',
    0.1,
    [[6], [0], [0.3]],
    false,
    'receiver-downlink',
    'medium',
    false,
  ],
  [
    'one receiver behind a server, the sender’s upload is fine',
    0.2,
    [[9]],
    false,
    'receiver-downlink',
    'medium',
    false,
  ],
  [
    'nobody loses',
    0,
    [
      [0, 0],
      [1, 0],
    ],
    false,
    'none',
    'high',
    false,
  ],
  ['the far end says so and nobody else can', 5, [], false, 'sender-uplink', 'medium', false],
])('%s', (_case, uplinkPct, receivers, peerToPeer, verdict, confidence, repaired) => {
  expect(of(uplinkPct, receivers, peerToPeer)).toEqual({ verdict, confidence, repaired })
})
