import { createHash, randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { recordActivity } from '#lib/activity/record.server.ts'
import { inScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { NewKey } from '../contract.ts'
import type { Member } from '../member.ts'
import { disableKeyRow, findApp, findKey, insertKey } from './store.server.ts'

const prefixes = { publishable: 'pk_', secret: 'sk_' } as const

/** A new ingest key: the text for the one who asked, a hash and the beginning for the table. */
export function makeKey(kind: NewKey['kind']) {
  const key = prefixes[kind] + randomBytes(24).toString('base64url')
  return { key, hash: hashKey(key), hint: key.slice(0, 8) }
}

export function hashKey(key: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(key).digest())
}

/** Makes a key for an app. This answer is the only place where the key is ever to be seen. */
export async function addKey(member: Member, appId: string, asked: NewKey, now: Date) {
  const id = uuidv7()
  const { key, hash, hint } = makeKey(asked.kind)
  await inScope(member.scope, async (tx) => {
    const app = await findApp(tx, member.scope, appId)
    if (!app) throw new Refused('not-found', 'No such thing.')
    const { customerId } = app
    await insertKey(tx, { ...asked, id, customerId, appId, hash, hint })
    await recordActivity(tx, {
      customerId,
      at: now,
      actorId: member.id,
      actorName: member.name,
      kind: 'key.added',
      subjectType: 'key',
      subjectId: id,
      data: { appId, hint, kind: asked.kind, allowedOrigins: asked.allowedOrigins },
    })
  })
  return { id, key, hint }
}

/** Stops a key: the engine refuses it within seconds. A stopped key is never started again, make a new one. */
export async function disableKey(member: Member, keyId: string, now: Date): Promise<void> {
  await inScope(member.scope, async (tx) => {
    const key = await findKey(tx, member.scope, keyId)
    if (!key) throw new Refused('not-found', 'No such thing.')
    if (!(await disableKeyRow(tx, key.customerId, key.id, now)))
      throw new Refused('already-done', 'This key is disabled already.')
    await recordActivity(tx, {
      customerId: key.customerId,
      at: now,
      actorId: member.id,
      actorName: member.name,
      kind: 'key.disabled',
      subjectType: 'key',
      subjectId: key.id,
      data: { appId: key.appId, hint: key.hint },
    })
  })
}
