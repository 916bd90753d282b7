import type { Member } from '#lib/access/member.ts'
import { pool } from '#lib/db/pools.server.ts'
import { makeMember } from '#lib/db/test-customers.server.ts'
import { applySignal } from './apply-signal.server.ts'
import type { Signal } from './signal.ts'
import { makeSignal } from './test-signal.ts'

/** For tests: one signal in a transaction of its own, as the evaluator applies it. */
export async function apply(given: Partial<Signal> & { at: Date; customerId: string }, now = given.at) {
  const client = await pool('worker').connect()
  try {
    await client.query('BEGIN')
    const applied = await applySignal(client, makeSignal(given), now)
    await client.query('COMMIT')
    return applied
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

/** An open alert of its own key; answers its id. */
export async function openAlert(given: Partial<Signal> & { at: Date; customerId: string }): Promise<string> {
  const { alertId } = await apply({ dedupKey: `rule:1:${crypto.randomUUID()}`, ...given })
  if (!alertId) throw new Error('no alert was opened')
  return alertId
}

export async function staffOf(
  customer: { id: string },
  name: string,
  role: Member['role'] = 'operator',
): Promise<Member> {
  const made = await makeMember({ role, customers: [customer], name })
  return { ...made, signInId: crypto.randomUUID() }
}

/** [number, kind, who] of each event; numbers that have a gap fail here. */
export async function eventsOf(alertId: string): Promise<[number, string, string][]> {
  const { rows } = await pool('owner').query(
    `SELECT e.seq, e.kind, e.actor_name AS who, a.version FROM alert_event e
       JOIN alert a ON a.customer_id = e.customer_id AND a.id = e.alert_id WHERE a.id = $1 ORDER BY e.seq`,
    [alertId],
  )
  if (rows.some(({ seq }, i) => seq !== i + 1) || rows.at(-1)?.seq !== rows[0]?.version)
    throw new Error(`the events of ${alertId} have a gap: ${JSON.stringify(rows)}`)
  return rows.map(({ seq, kind, who }) => [seq, kind, who])
}
