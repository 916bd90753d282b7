import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Pool } from 'pg'
import type { Member } from '#lib/access/member.ts'
import { pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { addIntegration } from './asked/integrations.server.ts'
import type { NewIntegration } from './contract.ts'
import { createRates } from './rates.ts'
import { intakeHandler } from './receive.server.ts'

/** For tests: a door on loopback whose clock stands still until it is moved, and somebody who sets up integrations. */
export async function openDoor(options: { pool?: Pool } = {}) {
  const clock = { now: Date.parse('2027-03-01T10:02:00Z') }
  const errors: unknown[] = []
  const handler = intakeHandler({
    pool: options.pool ?? pool('ingest'),
    now: () => clock.now,
    rates: createRates(),
    onError: (error) => errors.push(error),
  })
  const server = createServer(handler).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    clock,
    errors,
    post: (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, method = 'POST') =>
      fetch(base + path, { method, body, headers }),
    close: () => server.close(),
  }
}

export type Setter = { customer: TestCustomer; member: Member }

export async function makeSetter(): Promise<Setter> {
  const customer = await makeCustomer()
  const made = await makeMember({ role: 'manager', customers: [customer] })
  return { customer, member: { ...made, signInId: crypto.randomUUID() } }
}

export async function makeIntegration({ member, customer }: Setter, given: Partial<NewIntegration>, at = new Date('2027-03-01T09:00:00Z')) {
  const asked: NewIntegration = { customerId: customer.id, kind: 'generic', name: 'Test source', settings: {}, signingSecret: null, ...given }
  const { integrationId, url, secret } = await addIntegration(member, asked, at)
  return { id: integrationId, path: new URL(url).pathname, secret }
}

export const hmacOf = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('hex')

export async function deliveriesOf(integrationId: string) {
  const { rows } = await pool('owner').query<{
    id: string
    status: string
    problem: string | null
    duplicates: number
    deliveryKey: string
    attempts: number
    results: { title: string; did: string; action: string; why: string }[]
    headers: Record<string, string>
    body: Buffer
  }>(
    `SELECT id, status, problem, duplicates, delivery_key AS "deliveryKey", attempts, results, headers, body
       FROM intake_delivery WHERE integration_id = $1 ORDER BY received_at, id`,
    [integrationId],
  )
  return rows
}
