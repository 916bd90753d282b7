import type { Member, TenantScope } from '#lib/access/member.ts'
import { recordActivity } from '#lib/activity/record.server.ts'
import { inScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { DeliveriesQuery, IntakeDeliveryDetail, IntakeDeliveryView } from '../contract.ts'
import { readDeliveries, readDelivery, readIntegrations, requeueDelivery } from './store.server.ts'

const mostShown = 200_000

/** The newest hundred. Null: the integration that was asked for is not in the scope. */
export async function listDeliveries(
  scope: TenantScope,
  query: DeliveriesQuery,
): Promise<{ deliveries: IntakeDeliveryView[] } | null> {
  if (query.integration && (await readIntegrations(scope, query.integration)).length === 0) return null
  return { deliveries: await readDeliveries(scope, query) }
}

/** With what came, as text: it is shown as text alone. */
export async function readOneDelivery(scope: TenantScope, id: string): Promise<IntakeDeliveryDetail | null> {
  const row = await readDelivery(scope, id)
  if (!row) return null
  const { raw, settings: _settings, ...rest } = row
  return { ...rest, body: textOf(raw) }
}

/** Bytes that are no UTF-8 show as replacement characters; nothing that could hide or turn text around is passed on. */
export function textOf(raw: Uint8Array): string {
  const text = new TextDecoder().decode(raw.subarray(0, mostShown * 4)).slice(0, mostShown)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is made visible
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
}

/** Processes it once more with today's settings. */
export async function retryDelivery(member: Member, id: string, now: Date): Promise<IntakeDeliveryDetail> {
  const before = await readDelivery(member.scope, id)
  if (!before) throw new Refused('not-found', 'No such thing.')
  await inScope(member.scope, async (tx) => {
    if (!(await requeueDelivery(tx, before.customerId, id)))
      throw new Refused('already-done', 'It waits for its turn already, or was turned away at the door.')
    await recordActivity(tx, {
      customerId: before.customerId,
      at: now,
      actorId: member.id,
      actorName: member.name,
      kind: 'intake-delivery.retried',
      subjectType: 'intake-delivery',
      subjectId: id,
      data: { integrationId: before.integrationId, was: before.status },
    })
  })
  const after = await readOneDelivery(member.scope, id)
  if (!after) throw new Refused('not-found', 'No such thing.')
  return after
}
