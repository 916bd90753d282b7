import { afterAll, describe, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer } from '#lib/db/test-customers.server.ts'
import { readStatusMonth } from '../page/read-month.server.ts'
import { makeComponent, makeIncident, makeSpan, memberOf } from '../status-for-tests.server.ts'
import { freezeCustomer } from './freeze-months.server.ts'

afterAll(closePools)

const hour = 3_600_000
const now = new Date('2026-11-25T12:00:00Z')
const october = Date.parse('2026-10-10T10:00:00Z')
const since = Date.parse('2026-09-20T00:00:00Z')

async function customerWithPast(timeZone = 'UTC') {
  const { id } = await makeCustomer()
  await pool('owner').query('UPDATE customer SET time_zone = $2 WHERE id = $1', [id, timeZone])
  const audio = await makeComponent(id, { since })
  await makeSpan(id, audio, { from: since, to: null, state: 'operational', seen: now.getTime() })
  const freeze = (at = now) => freezeCustomer({ customerId: id, timeZone, since }, at)
  const month = async (name: string) => {
    const read = await readStatusMonth(memberOf('customer', [id]), { customerId: null, month: name }, now)
    return read?.components[0]
  }
  return { id, audio, freeze, month }
}

describe('a month that is over', () => {
  test('is frozen, the one that runs is not, and each begins at midnight where the customer lives', async () => {
    const { audio, id, freeze, month } = await customerWithPast('Europe/Berlin')
    await makeIncident(id, { from: october, to: october + hour, componentIds: [audio] })
    await freeze()
    // October has 25 hours on one day in Berlin
    expect(await month('2026-10')).toMatchObject({
      frozenAt: now.getTime(),
      downMs: hour,
      upMs: 31 * 24 * hour,
      uptimeRatio: 0.99865,
      corrections: [],
    })
    expect(await month('2026-09')).toMatchObject({ frozenAt: now.getTime(), uptimeRatio: 1 })
    expect(await month('2026-11')).toMatchObject({ frozenAt: null })
  })

  test('is not rewritten by a new contract', async () => {
    const { id, audio, freeze, month } = await customerWithPast()
    await makeIncident(id, {
      from: october,
      to: october + hour,
      impact: 'partial-outage',
      componentIds: [audio],
    })
    await freeze()
    await pool('owner').query(
      `INSERT INTO status_page (customer_id, settings, updated_at) VALUES ($1, $2, now())`,
      [id, JSON.stringify({ weights: { degraded: 0, 'partial-outage': 1, 'major-outage': 1 } })],
    )
    await pool('owner').query('UPDATE incident SET updated_at = $2 WHERE customer_id = $1', [id, now])
    await freeze(new Date(now.getTime() + hour))
    expect(await month('2026-10')).toMatchObject({ downMs: hour / 2, corrections: [] })
  })

  test('that an incident is corrected in tells what it was, what it became and why, once', async () => {
    const { id, audio, freeze, month } = await customerWithPast()
    const { reference } = await makeIncident(id, { from: october, to: october + hour, componentIds: [audio] })
    await freeze()
    const later = new Date(now.getTime() + hour)
    await pool('owner').query(
      'UPDATE incident SET impact_ended_at = $2, resolved_at = $2, updated_at = $3 WHERE customer_id = $1',
      [id, new Date(october + 3 * hour), later],
    )
    await freeze(new Date(later.getTime() + 1))
    await freeze(new Date(later.getTime() + hour))
    expect(await month('2026-10')).toMatchObject({
      downMs: 3 * hour,
      uptimeRatio: 0.99596,
      corrections: [
        {
          was: 0.99865,
          became: 0.99596,
          why: `An incident was corrected: ${reference}.`,
          at: later.getTime() + 1,
        },
      ],
    })
    expect(await month('2026-09')).toMatchObject({ corrections: [] })
  })

  test('does not move for what the customer cannot see', async () => {
    const { id, audio, freeze, month } = await customerWithPast()
    await freeze()
    await makeIncident(id, {
      ...{ from: october, to: october + hour, componentIds: [audio], published: false },
      updatedAt: now.getTime() + 1,
    })
    await freeze(new Date(now.getTime() + hour))
    expect(await month('2026-10')).toMatchObject({ downMs: 0, corrections: [] })
  })
})
