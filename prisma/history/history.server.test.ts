import { afterAll, expect, test } from 'vitest'
import { closePools, pool } from '../../lib/db/pools.server.ts'
import { seedDemo } from '../seed.ts'
import { seedHistory } from './seed-history.ts'
import { stories } from './stories.ts'

afterAll(closePools)

test('the demo has 90 days behind it, once, marked as demo data', async () => {
  const now = new Date()
  await seedDemo(now, [])
  await seedHistory(now)
  expect(await seedHistory(now)).toBe(false)
  const { rows } = await pool('owner').query<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM incident WHERE simulated) AS incidents,
            (SELECT count(*)::int FROM incident i WHERE simulated AND i.version <>
               (SELECT max(seq) FROM incident_event e WHERE e.incident_id = i.id)) AS gaps,
            (SELECT count(*)::int FROM incident_update u JOIN incident i ON i.id = u.incident_id AND i.simulated
              WHERE u.told_at IS NULL) AS untold,
            (SELECT count(*)::int FROM incident i JOIN incident_number n USING (customer_id)
              WHERE i.simulated AND i.number > n.last) AS ahead`,
  )
  const happened = stories.reduce((sum, { occurrences }) => sum + occurrences.length, 0)
  expect(rows[0]).toEqual({ incidents: happened, gaps: 0, untold: 0, ahead: 0 })
})
