import { createHmac } from 'node:crypto'
import type pg from 'pg'
import { v5 as uuidv5 } from 'uuid'
import { seal } from '../lib/access/seal.server.ts'
import { ruleSpecSchema } from '../lib/alerting/rules/contract.ts'
import { pool } from '../lib/db/pools.server.ts'
import { env, keptSecret } from '../lib/env.server.ts'
import type { ChannelSecrets, ChannelSettings } from '../lib/notifications/contract.ts'

/**
 * How the demo MSP tells its people: a Slack channel and a mail list that end in the demo's own outbox, a policy, a
 * schedule. Ids follow from names, so a second run changes nothing.
 */
const namespace = '6f9a1f0e-6f0e-5d43-9d6c-2a3c1c6c5b10'
const idOf = (name: string) => uuidv5(name, namespace)

export const demoSlack = {
  channelId: idOf('channel ops'),
  teamId: 'T0DEMO000',
  slackChannel: 'C0DEMO000',
  userId: 'U0DEMO000',
  channelName: '#northwind-ops',
} as const

export type DemoSlack = { botToken: string; signingSecret: string }

/** Follow from the installation's own secret: no two demos share them. */
export function demoSlackSecrets(secret: string): DemoSlack {
  const derive = (what: string) => createHmac('sha256', secret).update(what).digest('hex')
  return { botToken: `xoxb-demo-${derive('slack bot')}`, signingSecret: derive('slack signing') }
}

type Seeding = { secret: string; now: Date; operatorId: string; adminId: string }

/** After `seedDemo`, and only where the demo's outbox stands in for Slack and the mail server. */
export async function seedDemoAlerting(now: Date): Promise<void> {
  const client = await pool('owner').connect()
  try {
    await client.query('BEGIN')
    const secret = keptSecret(env().EARSHOT_DATA_DIR, 'demo-secret')
    const memberId = async (local: string) => {
      const { rows } = await client.query<{ id: string }>('SELECT id FROM member WHERE email = $1', [
        `${local}@demo.earshot.example`,
      ])
      return rows[0]?.id ?? ''
    }
    await seedAlerting(client, {
      secret,
      now,
      operatorId: await memberId('operator'),
      adminId: await memberId('admin'),
    })
    await client.query('COMMIT')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}

async function seedAlerting(client: pg.PoolClient, seeding: Seeding): Promise<void> {
  const { operatorId, adminId, now } = seeding
  const mailId = idOf('channel mail')
  await seedChannel(client, seeding, {
    id: mailId,
    name: 'On-call mail',
    settings: { kind: 'email', to: ['oncall@northwind.demo.example'] },
    secrets: {},
    fallbackId: null,
  })
  await seedChannel(client, seeding, {
    id: demoSlack.channelId,
    name: `Slack ${demoSlack.channelName}`,
    settings: { kind: 'slack', slackChannel: demoSlack.slackChannel, teamId: demoSlack.teamId },
    secrets: demoSlackSecrets(seeding.secret),
    fallbackId: mailId,
  })
  const [scheduleId, policyId] = [idOf('schedule primary'), idOf('policy on call')]
  const rotations = [
    {
      name: 'Week by week',
      memberIds: [operatorId, adminId],
      startsLocal: '2026-01-05T09:00',
      every: 1,
      unit: 'week',
      only: null,
    },
  ]
  await client.query(
    `INSERT INTO schedule (id, name, time_zone, rotations, updated_at) VALUES ($1, 'Primary', 'Europe/London', $2, $3)
     ON CONFLICT (id) DO NOTHING`,
    [scheduleId, JSON.stringify(rotations), now],
  )
  const steps = [
    { delayMs: 60_000, targets: [{ kind: 'schedule', id: scheduleId }], important: false },
    { delayMs: 600_000, targets: [{ kind: 'member', id: adminId }], important: true },
  ]
  await client.query(
    `INSERT INTO escalation_policy (id, name, steps, repeat, updated_at) VALUES ($1, 'On call', $2, 1, $3)
     ON CONFLICT (id) DO NOTHING`,
    [policyId, JSON.stringify(steps), now],
  )
  await client.query(
    `INSERT INTO route (id, name, position, group_by, group_wait_ms, channel_ids, policy_id, updated_at)
     VALUES ($1, 'Everything', 1000, '{app,rule}', 5000, $2::uuid[], $3, $4) ON CONFLICT (id) DO NOTHING`,
    [idOf('route everything'), [demoSlack.channelId, mailId], policyId, now],
  )
  await seedWatchedRoom(client, now)
  await seedIncidentRule(client, now)
  await client.query(
    `INSERT INTO slack_link (team_id, slack_user_id, member_id, linked_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [demoSlack.teamId, demoSlack.userId, operatorId, now],
  )
}

/** The real call whose network is made bad is a VIP's: its alert is the first one of the demo. */
async function seedWatchedRoom(client: pg.PoolClient, now: Date): Promise<void> {
  const spec = ruleSpecSchema.parse({
    condition: {
      kind: 'session',
      externalIds: ['real-visit*'],
      condition: { is: 'band', worst: 'poor' },
    },
    scope: {},
    keepFiringMs: 20_000,
    advice: 'A doctor and a patient are in this call. Open it, read whose side it is, and call the practice.',
  })
  await client.query(
    `INSERT INTO rule (customer_id, id, name, spec, severity, created_at, updated_at)
     SELECT id, $1, 'The visit of the day', $2, 'major', $3, $3 FROM customer WHERE slug = 'acme'
     ON CONFLICT (id) DO NOTHING`,
    [idOf('rule visit'), JSON.stringify(spec), now],
  )
}

/** What is critical and holds is an incident, for every customer. */
async function seedIncidentRule(client: pg.PoolClient, now: Date): Promise<void> {
  await client.query(
    `INSERT INTO incident_rule (id, name, matchers, min_severity, after_ms, auto_resolve, updated_at)
     VALUES ($1, 'Critical alerts that hold for two minutes', '[]', 'critical', 120000, 'all', $2)
     ON CONFLICT (id) DO NOTHING`,
    [idOf('incident rule critical'), now],
  )
}

type SeededChannel = {
  id: string
  name: string
  settings: ChannelSettings
  secrets: ChannelSecrets
  fallbackId: string | null
}

async function seedChannel(
  client: pg.PoolClient,
  { now, adminId }: Seeding,
  channel: SeededChannel,
): Promise<void> {
  const { id, name, settings, secrets, fallbackId } = channel
  await client.query(
    `INSERT INTO channel (id, kind, name, settings, sealed, owner_id, fallback_id, created_at, created_by, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $6, $8) ON CONFLICT (id) DO NOTHING`,
    [
      id,
      settings.kind,
      name,
      JSON.stringify(settings),
      seal(JSON.stringify(secrets), `msp/channel/${id}`),
      adminId,
      fallbackId,
      now,
    ],
  )
}
