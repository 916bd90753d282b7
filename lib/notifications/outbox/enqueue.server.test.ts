import { v7 as uuidv7 } from 'uuid'
import { afterAll, describe, expect, it } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer } from '#lib/db/test-customers.server.ts'
import { enqueue } from './enqueue.server.ts'
import { draftFor } from './outbox.test-data.ts'

afterAll(closePools)
const now = new Date('2026-11-25T10:00:00Z')

describe('writing messages down', () => {
  it('keeps a draft as it was given', async () => {
    const customer = await makeCustomer()
    const draft = draftFor({ customerId: customer.id, channelId: uuidv7(), alertIds: [uuidv7(), uuidv7()] })
    const [id] = await enqueue(pool('worker'), [draft], now)
    const { rows } = await pool('owner').query('SELECT * FROM outbox WHERE id = $1', [id])
    expect(rows[0]).toMatchObject({
      customer_id: customer.id,
      channel_id: draft.channelId,
      alert_ids: draft.alertIds,
      payload: draft.payload,
      status: 'pending',
      attempts: 0,
      not_before: draft.notBefore,
    })
  })

  it('makes one message of the same key, however often and however many at once', async () => {
    const customer = await makeCustomer()
    const draft = draftFor({ customerId: customer.id, channelId: uuidv7() })
    const written = await Promise.all(
      Array.from({ length: 8 }, () => enqueue(pool('worker'), [draft, draft], now)),
    )
    expect(written.flat()).toHaveLength(1)
  })
})
