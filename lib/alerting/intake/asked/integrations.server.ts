import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Member, TenantScope } from '#lib/access/member.ts'
import { seal } from '#lib/access/seal.server.ts'
import { within } from '#lib/access/within.ts'
import { type Activity, recordActivity } from '#lib/activity/record.server.ts'
import { inScope } from '#lib/db/transaction.server.ts'
import { env } from '#lib/env.server.ts'
import { Refused } from '#lib/errors.ts'
import type { ChangedIntegration, IntegrationSecret, IntegrationView, NewIntegration } from '../contract.ts'
import { type IntegrationKind, settingsToBeginWith } from '../settings.ts'
import { hashSecret } from '../signatures.server.ts'
import { changeIntegrationRow, insertIntegration, lockIntegration, readIntegrations, requeueUnmapped } from './store.server.ts'

/** How long the secret before a rotation still opens. */
const overlapMs = 24 * 3_600_000

export function listIntegrations(scope: TenantScope): Promise<IntegrationView[]> {
  return readIntegrations(scope)
}

/** Adds an outside monitor. This answer is the only place where its secret is ever to be seen. */
export async function addIntegration(member: Member, asked: NewIntegration, now: Date): Promise<IntegrationSecret> {
  const customerId = within(member.scope, asked.customerId)
  const { kind, name } = asked
  const id = uuidv7()
  const secret = newSecret(kind)
  await inScope(member.scope, async (tx) => {
    await insertIntegration(tx, {
      id,
      customerId,
      kind,
      name,
      secretHash: hashSecret(secret),
      settings: { ...settingsToBeginWith(kind), ...asked.settings },
      sealed: sealed(asked.signingSecret, customerId, id),
      createdAt: now,
      createdBy: member.id,
    })
    await recordActivity(tx, activity(member, customerId, id, 'integration.added', now, { kind, name }))
  })
  return { integrationId: id, ...addressOf(kind, id, secret), previousUntil: null }
}

/** Changes name, settings and, when given, what its sender signs with. What waited for a mapping is tried with the new one. */
export async function changeIntegration(
  member: Member,
  id: string,
  asked: ChangedIntegration,
  now: Date,
): Promise<IntegrationView> {
  await inScope(member.scope, async (tx) => {
    const { customerId } = existing(await lockIntegration(tx, member.scope, id))
    const { name, settings, signingSecret } = asked
    const change = signingSecret === undefined ? {} : { sealed: sealed(signingSecret, customerId, id) }
    await changeIntegrationRow(tx, customerId, id, { name, settings, ...change })
    const retried = await requeueUnmapped(tx, customerId, id)
    const signing = signingSecret === undefined ? 'kept' : signingSecret === null ? 'removed' : 'changed'
    await recordActivity(tx, activity(member, customerId, id, 'integration.changed', now, { name, signing, retried }))
  })
  const [changed] = await readIntegrations(member.scope, id)
  return existing(changed ?? null)
}

/** A new secret; the one before it opens for a day more, so that the sender can be changed in peace. */
export async function rotateIntegration(member: Member, id: string, now: Date): Promise<IntegrationSecret> {
  const previousUntil = new Date(now.getTime() + overlapMs)
  const { kind, secret } = await inScope(member.scope, async (tx) => {
    const row = existing(await lockIntegration(tx, member.scope, id))
    if (row.disabledAt) throw new Refused('already-done', 'This integration is disabled.')
    const made = newSecret(row.kind)
    const change = { secretHash: hashSecret(made), previousHash: row.secretHash, previousUntil }
    await changeIntegrationRow(tx, row.customerId, id, change)
    await recordActivity(tx, activity(member, row.customerId, id, 'integration.rotated', now, { name: row.name }))
    return { kind: row.kind, secret: made }
  })
  return { integrationId: id, ...addressOf(kind, id, secret), previousUntil: previousUntil.getTime() }
}

/** Nothing is taken from it any more; what it told stays. */
export async function disableIntegration(member: Member, id: string, now: Date): Promise<void> {
  await inScope(member.scope, async (tx) => {
    const row = existing(await lockIntegration(tx, member.scope, id))
    if (row.disabledAt) throw new Refused('already-done', 'This integration is disabled already.')
    await changeIntegrationRow(tx, row.customerId, id, { disabledAt: now, previousHash: null, previousUntil: null })
    await recordActivity(tx, activity(member, row.customerId, id, 'integration.disabled', now, { name: row.name }))
  })
}

/** PagerDuty's senders insist on 32 letters and digits. */
const newSecret = (kind: IntegrationKind) =>
  kind === 'pagerduty' ? randomBytes(16).toString('hex') : randomBytes(24).toString('base64url')

function addressOf(kind: IntegrationKind, id: string, secret: string): { url: string; secret: string } {
  const base = `${env().EARSHOT_ENGINE_URL}/intake`
  return { url: kind === 'pagerduty' ? `${base}/v2/enqueue` : `${base}/${id}/${secret}`, secret }
}

function sealed(secret: string | null, customerId: string, id: string): Uint8Array<ArrayBuffer> | null {
  return secret === null ? null : new Uint8Array(seal(secret, `${customerId}/integration/${id}`))
}

function existing<T>(row: T | null): T {
  if (row === null) throw new Refused('not-found', 'No such thing.')
  return row
}

function activity(
  { id: actorId, name: actorName }: Member,
  customerId: string,
  subjectId: string,
  kind: string,
  at: Date,
  data: Activity['data'] & object,
): Activity {
  return { customerId, at, actorId, actorName, kind, subjectType: 'integration', subjectId, data }
}
