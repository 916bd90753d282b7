import { expect, test } from 'vitest'
import type { Batch } from './batch.ts'
import type { WireReport } from './columns.ts'
import type { WireEvent } from './event-types.ts'
import { replyTo } from './reply.ts'

const report: WireReport = [1, 0, [], []]
const event: WireEvent = { seq: 1, t: 0, type: 'joined' }
const next = { intervalMs: 5_000, statsMs: 2_000 }
const batch: Batch = {
  source: { customerId: 'c', appId: 'a', keyId: 'k', simulated: false },
  envelope: { v: 1, batch: 'b', boot: 'b', sentAt: 0, session: { id: 's' }, participant: { id: 'p' } },
  receivedAt: 0,
  // the body was: report, bad report, report, bad event, event
  reports: [report, report],
  events: [event],
  rejected: [
    { i: 1, code: 'bad-seq' },
    { i: 3, code: 'bad-event' },
  ],
}

test('new rows are accepted, known ones duplicates', () => {
  const reply = replyTo(batch, { reports: [true, false], events: [true], committedAt: 0 }, next, 9)
  expect(reply).toEqual({
    batch: 'b',
    accepted: 2,
    duplicate: 1,
    rejected: batch.rejected,
    serverTime: 9,
    next,
  })
})

test('a row the store refused is named by its place in the body', () => {
  const written = { reports: [true, false], events: [false], committedAt: 0, refused: [1, 2] }
  expect(replyTo(batch, written, next, 9)).toMatchObject({
    accepted: 1,
    duplicate: 0,
    rejected: [
      { i: 1, code: 'bad-seq' },
      { i: 2, code: 'store-refused' },
      { i: 3, code: 'bad-event' },
      { i: 4, code: 'store-refused' },
    ],
  })
})
