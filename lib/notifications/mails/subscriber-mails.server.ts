import type { PoolClient } from 'pg'
import { linkAddress } from '#lib/access/link-address.server.ts'
import { env } from '#lib/env.server.ts'
import { publicStatusOf } from '#lib/incidents/contract.ts'
import { untitled } from '#lib/incidents/words/public-view.ts'
import type { OutboxRow } from '../outbox/contract.ts'
import { mailDraft } from './contract.ts'
import type { SubscriptionRow, ToldIncident } from './rows.ts'
import type { Composed, MailSource } from './source.server.ts'
import {
  findEndedUntold,
  findRecipients,
  findSubscription,
  findToldIncident,
  findToldUpdate,
  lockUnasked,
  lockUntoldUpdates,
  markAsked,
  markUpdatesTold,
  type Recipient,
} from './subscribers-store.server.ts'
import { confirmationWords, endedWords, updateWords } from './words.ts'

const hourMs = 60 * 60_000
const confirmWithinMs = 48 * hourMs
/** Older news is not told any more after an outage; nor is history that was made up for a demonstration. */
const newsForMs = 24 * hourMs
/** Whoever resolves an incident writes why within this; only then it is said without words. */
const graceMs = 10 * 60_000

export const confirmations: MailSource = {
  key: 'confirm-subscription',
  async find(client, now) {
    const rows = await lockUnasked(client)
    if (rows.length === 0) return []
    await markAsked(
      client,
      rows.map(({ id }) => id),
      now,
    )
    return rows.map(({ id, customerId, email }) =>
      mailDraft({
        ...{ key: 'confirm-subscription', customerId, subjectId: id, address: email, now, urgent: true },
        ...{ once: String(now.getTime()), reason: 'an address that was entered to be mailed' },
      }),
    )
  },
  async compose(client, row, now) {
    const found = await findSubscription(client, row.subjectId)
    if (!found || found.email !== row.address || found.confirmedAt !== null || found.endedAt !== null)
      return { to: 'nobody', why: 'there is nothing to confirm any more' }
    const url = linkAddress.confirmSubscription(found.id, new Date(now.getTime() + confirmWithinMs))
    return { to: 'send', words: confirmationWords(found.customerName, url) }
  },
}

export const updates: MailSource = {
  key: 'incident-update',
  async find(client, now) {
    const rows = await lockUntoldUpdates(client)
    if (rows.length === 0) return []
    await markUpdatesTold(
      client,
      rows.map(({ id }) => id),
      now,
    )
    const told = rows.filter(
      ({ notify, publishedAt }) => notify && now.getTime() - publishedAt.getTime() < newsForMs,
    )
    const recipients = await findRecipients(
      client,
      told.map(({ incidentId }) => incidentId),
    )
    return told.flatMap(({ id, customerId, incidentId }) =>
      recipients
        .filter((one) => one.incidentId === incidentId && one.customerId === customerId)
        .map((one) => draftTo(one, 'incident-update', id, now)),
    )
  },
  async compose(client, row) {
    const update = await findToldUpdate(client, row.subjectId)
    if (update?.state !== 'published' || update.customerId !== row.customerId)
      return { to: 'nobody', why: 'the update is not shown any more' }
    return toSubscriber(client, row, update.incidentId, (about) =>
      updateWords(about, {
        ...{ status: update.publicStatus, body: update.body, postedAt: update.postedAt.getTime() },
        editedAt: update.editedAt?.getTime() ?? null,
      }),
    )
  },
}

export const endings: MailSource = {
  key: 'incident-ended',
  async find(client, now) {
    const [from, to] = [new Date(now.getTime() - newsForMs), new Date(now.getTime() - graceMs)]
    const rows = await findEndedUntold(client, from, to)
    if (rows.length === 0) return []
    const recipients = await findRecipients(
      client,
      rows.map(({ id }) => id),
    )
    const endOf = new Map(rows.map(({ id, resolvedAt }) => [id, resolvedAt.getTime()]))
    return recipients.map((one) => ({
      ...draftTo(one, 'incident-ended', one.incidentId, now),
      // one that came back and ended again is told again
      idempotencyKey: `mail:incident-ended:${one.incidentId}:${one.subscriptionId}:${endOf.get(one.incidentId)}`,
    }))
  },
  compose: (client, row) =>
    toSubscriber(client, row, row.subjectId, (about, { resolvedAt, status }) =>
      resolvedAt === null || publicStatusOf[status] !== 'resolved' ? null : endedWords(about, resolvedAt),
    ),
}

const draftTo = (
  { subscriptionId, customerId, email }: Recipient,
  key: string,
  subjectId: string,
  now: Date,
) =>
  mailDraft({
    ...{ key, customerId, subjectId, address: email, now, about: subscriptionId, once: subscriptionId },
    reason: 'a subscription to the status page',
  })

type About = Parameters<typeof updateWords>[0]

/** Asked again when it is sent: who ended the subscription meanwhile hears nothing, nor does anybody else's customer. */
async function toSubscriber(
  client: PoolClient,
  row: OutboxRow,
  incidentId: string,
  wordsOf: (about: About, incident: ToldIncident) => ReturnType<typeof updateWords> | null,
): Promise<Composed> {
  const subscription = row.payload.about ? await findSubscription(client, row.payload.about) : null
  if (!subscription || !hears(subscription, row)) return { to: 'nobody', why: 'the subscription has ended' }
  const incident = await findToldIncident(client, subscription.customerId, incidentId)
  if (!incident || incident.publishedAt === null)
    return { to: 'nobody', why: 'the incident is not shown to the customer' }
  const words = wordsOf(
    {
      ...{ customerName: subscription.customerName, reference: incident.reference },
      title: incident.publicTitle ?? untitled,
      incidentUrl: `${env().EARSHOT_URL}/status/incidents/${encodeURIComponent(incident.reference)}`,
      unsubscribeUrl: linkAddress.endSubscription(subscription.id),
    },
    incident,
  )
  return words === null ? { to: 'nobody', why: 'it goes on' } : { to: 'send', words }
}

const hears = ({ customerId, email, confirmedAt, endedAt }: SubscriptionRow, row: OutboxRow): boolean =>
  customerId === row.customerId && email === row.address && confirmedAt !== null && endedAt === null
