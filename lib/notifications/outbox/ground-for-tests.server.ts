import type { PoolClient } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { seal } from '#lib/access/seal.server.ts'
import { pool } from '#lib/db/pools.server.ts'
import { makeCustomer, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { forgetEnv } from '#lib/env.server.ts'
import { sealedFor } from '../channels/sealed-for.ts'
import { send } from '../channels/send.server.ts'
import type { ChannelKind, ChannelSecrets } from '../contract.ts'
import { type HttpFake, startHttpFake } from '../fakes/http-fake.server.ts'
import { type SmtpFake, startSmtpFake } from '../fakes/smtp-fake.server.ts'
import type { OutboxDraft, OutboxRow } from './contract.ts'
import { createSender, type Sender } from './deliver-due.server.ts'
import { enqueue } from './enqueue.server.ts'
import { draftFor } from './outbox.test-data.ts'
import type { SenderDeps } from './sender.server.ts'

/** For tests: real far ends on this machine, a clock that moves when told, and a sender between them. */
export type Ground = {
  customer: TestCustomer
  http: HttpFake
  smtp: SmtpFake
  now: () => Date
  pass: (ms: number) => void
  /** sends all that is due now, and waits for it */
  run: () => Promise<void>
  told: { delivered: OutboxRow[]; undelivered: OutboxRow[] }
  errors: unknown[]
  sender: (given?: Partial<SenderDeps>) => Sender
  stop: () => Promise<void>
}

export async function startGround(): Promise<Ground> {
  const [http, smtp, customer] = await Promise.all([startHttpFake(), startSmtpFake(), makeCustomer()])
  Object.assign(process.env, {
    EARSHOT_WEBHOOKS: 'private',
    EARSHOT_SMTP_URL: smtp.url,
    EARSHOT_SLACK_API_URL: `${http.url}/api/`,
    EARSHOT_PAGERDUTY_URL: `${http.url}/v2/enqueue`,
  })
  forgetEnv()
  let at = Date.parse('2026-11-25T10:00:00Z')
  const now = () => new Date(at)
  const told: Ground['told'] = { delivered: [], undelivered: [] }
  const errors: unknown[] = []
  const sender = (given: Partial<SenderDeps> = {}) =>
    createSender({
      now,
      random: () => 1,
      send,
      recordDelivered: async (_client, row) => void told.delivered.push(row),
      recordUndelivered: async (_client, row) => void told.undelivered.push(row),
      onError: (error) => void errors.push(error),
      ...given,
    })
  const own = sender()
  return {
    customer,
    http,
    smtp,
    now,
    told,
    errors,
    sender,
    pass(ms) {
      at += ms
    },
    async run() {
      await own.deliverDue()
      await own.settled()
    },
    async stop() {
      await Promise.all([http.stop(), smtp.stop()])
    },
  }
}

/** Nothing that other tests left is due any more. */
export const emptyOutbox = () =>
  pool('owner').query(`DELETE FROM outbox; DELETE FROM delivery; DELETE FROM message_thread`)

const settingsFor: Record<ChannelKind, Record<string, unknown>> = {
  slack: { slackChannel: 'C0TESTS', teamId: 'T0TESTS' },
  'slack-webhook': {},
  email: { to: ['team@msp.example'] },
  webhook: {},
  pagerduty: {},
}

type ChannelGiven = {
  kind?: ChannelKind
  customerId?: string | null
  settings?: Record<string, unknown>
  secrets?: ChannelSecrets
  fallbackId?: string
  ownerId?: string
  budgetPerHour?: number
  name?: string
}

/** A webhook at `/hook/<id>` of the fake, unless something else is asked for. */
export async function makeChannel(
  ground: Ground,
  given: ChannelGiven = {},
): Promise<{ id: string; path: string }> {
  const id = uuidv7()
  const kind = given.kind ?? 'webhook'
  const customerId = given.customerId === undefined ? ground.customer.id : given.customerId
  const path = {
    webhook: `/hook/${id}`,
    'slack-webhook': `/services/${id}`,
    slack: '/api/',
    pagerduty: '/v2/enqueue',
    email: '',
  }[kind]
  const secrets: ChannelSecrets = given.secrets ?? {
    url: `${ground.http.url}${path}`,
    signingKey: `whsec_${Buffer.alloc(24, 7).toString('base64')}`,
    botToken: 'xoxb-of-a-test',
    signingSecret: 'signing-secret-of-a-test',
    routingKey: 'R'.repeat(32),
  }
  const settings = given.settings ?? settingsFor[kind]
  await pool('owner').query(
    `INSERT INTO channel (customer_id, id, kind, name, settings, sealed, owner_id, fallback_id, budget_per_hour, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
    [
      ...[customerId, id, kind, given.name ?? `the ${kind}`, settings],
      ...[
        seal(JSON.stringify(secrets), sealedFor(customerId, id)),
        given.ownerId ?? null,
        given.fallbackId ?? null,
      ],
      ...[given.budgetPerHour ?? 60, ground.now()],
    ],
  )
  return { id, path }
}

/** An open alert with its first event. */
export async function makeAlert(
  ground: Ground,
  given: { customerId?: string; title?: string; severity?: string } = {},
): Promise<string> {
  const id = uuidv7()
  const customerId = given.customerId ?? ground.customer.id
  const at = ground.now()
  await pool('owner').query(
    `INSERT INTO alert (customer_id, id, dedup_key, source, severity, title, summary, value, threshold, unit, region, state,
                        started_at, opened_at, last_seen_at, updated_at)
     VALUES ($1, $2, $3, 'rule', $4, $5, 'Loss is high for Acme.', 0.062, 0.05, 'ratio', 'eu-west', 'open', $6, $6, $6, $6)`,
    [customerId, id, `rule:1:${id}`, given.severity ?? 'critical', given.title ?? 'Loss 6.2 % > 5 %', at],
  )
  await pool('owner').query(
    `INSERT INTO alert_event (customer_id, alert_id, seq, id, at, kind, actor_kind, actor_name)
     VALUES ($1, $2, 1, $3, $4, 'opened', 'rule', 'Packet loss')`,
    [customerId, id, uuidv7(), at],
  )
  return id
}

export async function changeAlert(alertId: string, set: string): Promise<void> {
  await pool('owner').query(`UPDATE alert SET ${set} WHERE id = $1`, [alertId])
}

export async function put(ground: Ground, given: Partial<OutboxDraft>): Promise<string> {
  const draft = draftFor({ customerId: ground.customer.id, notBefore: ground.now(), ...given })
  const [id] = await enqueue(pool('worker') as unknown as PoolClient, [draft], ground.now())
  if (id === undefined) throw new Error('it was there already')
  return id
}

export async function rowOf(outboxId: string): Promise<Record<string, unknown>> {
  const { rows } = await pool('owner').query('SELECT * FROM outbox WHERE id = $1', [outboxId])
  return rows[0]
}

export async function eventsOf(
  alertId: string,
): Promise<{ seq: number; kind: string; note: string | null; data: Record<string, unknown> }[]> {
  const { rows } = await pool('owner').query(
    'SELECT seq, kind, note, data FROM alert_event WHERE alert_id = $1 ORDER BY seq',
    [alertId],
  )
  return rows
}

export async function attemptsOf(outboxId: string): Promise<Record<string, unknown>[]> {
  const { rows } = await pool('owner').query('SELECT * FROM delivery WHERE outbox_id = $1 ORDER BY attempt', [
    outboxId,
  ])
  return rows
}
