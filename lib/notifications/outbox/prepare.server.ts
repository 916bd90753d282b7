import type { PoolClient } from 'pg'
import { unseal } from '#lib/access/seal.server.ts'
import { env } from '#lib/env.server.ts'
import type { Destination, Thread } from '../channels/contract.ts'
import { sealedFor } from '../channels/sealed-for.ts'
import type { ChannelSecrets } from '../contract.ts'
import { confirmUrl } from '../mail-acknowledge/confirm-url.server.ts'
import { composeMail } from '../mails/sources.server.ts'
import { sortedForReading } from '../messages/facts.ts'
import type { Message } from '../messages/message.ts'
import type { OutboxRow } from './contract.ts'
import {
  type AlertFactsRow,
  type ChannelRow,
  findAlerts,
  findChannel,
  findPerson,
  findSlackApp,
  findThread,
  readLoad,
  settingsOf,
} from './facts/store.server.ts'
import { obsoleteReason } from './obsolete.ts'

/** A message made ready: what is true now, to whom, and what speaks against sending it. */
export type Prepared =
  | { to: 'nobody'; why: string }
  /** the way is shut: another one, or nobody */
  | { to: 'shut'; why: string; channel: ChannelRow | null; breaks: boolean }
  | { to: 'digest'; channel: ChannelRow; why: string }
  | {
      to: 'send'
      channel: ChannelRow | null
      name: string
      destination: Destination
      message: Message
      thread: Thread | null
    }

const hourMs = 60 * 60_000
/** More than so many behind a pause are told together. */
const mostBehindPause = 5

export async function prepare(client: PoolClient, row: OutboxRow, now: Date): Promise<Prepared> {
  const alerts = await findAlerts(client, row)
  const obsolete = obsoleteReason(row, alerts, now)
  if (obsolete !== null) return { to: 'nobody', why: obsolete }
  if (row.kind === 'mail') return prepareMail(client, row, now)
  return row.channelId !== null
    ? prepareForChannel(client, { ...row, channelId: row.channelId }, alerts, now)
    : prepareForPerson(client, row, alerts, now)
}

async function prepareForChannel(
  client: PoolClient,
  row: OutboxRow & { channelId: string },
  alerts: AlertFactsRow[],
  now: Date,
): Promise<Prepared> {
  const channel = await findChannel(client, row.channelId)
  const shut = whyShut(channel, row)
  if (channel === null || shut !== null) return { to: 'shut', why: shut ?? '', channel, breaks: false }
  const over = await whyDigest(client, row, channel, now)
  if (over !== null) return { to: 'digest', channel, why: over }
  const thread = await findThread(client, channel.id, row.subjectId)
  if (row.kind === 'update' && thread === null)
    return { to: 'nobody', why: 'there is no message there to change' }
  if (row.transition === 'paused' && channel.kind !== 'slack' && channel.kind !== 'email')
    return { to: 'nobody', why: 'it has no way to say that a message rests' }
  const secrets = secretsOf(channel)
  if (secrets === null) return { to: 'shut', why: unreadable, channel, breaks: true }
  const destination = { kind: channel.kind, settings: settingsOf(channel), secrets, to: null }
  return {
    to: 'send',
    channel,
    name: channel.name,
    destination,
    message: messageOf(row, alerts, now),
    thread,
  }
}

function whyShut(channel: ChannelRow | null, row: OutboxRow): string | null {
  if (channel === null) return 'the channel is not there any more'
  if (channel.customerId !== null && channel.customerId !== row.customerId)
    return 'the channel belongs to another customer'
  if (channel.disabledAt !== null) return 'the channel is switched off'
  const tries = row.kind === 'test' || row.kind === 'canary'
  return channel.brokenAt !== null && !tries
    ? `the channel is broken: ${channel.brokenReason ?? 'unknown'}`
    : null
}

/** A storm is told in one message instead of a hundred. What ends something counts like what begins it. */
async function whyDigest(client: PoolClient, row: OutboxRow, channel: ChannelRow, now: Date) {
  if (row.kind !== 'group' && row.kind !== 'page') return null
  const { said, waiting } = await readLoad(client, channel.id, new Date(now.getTime() - hourMs), now)
  if (said >= channel.budgetPerHour) return `it had said its ${channel.budgetPerHour} messages of the hour`
  const held = channel.pausedUntil !== null && waiting > mostBehindPause
  return held ? 'it was told to wait by the far end' : null
}

const unreadable = 'its secrets were sealed with another key: enter them again'
function secretsOf({ sealed, customerId, id }: ChannelRow): ChannelSecrets | null {
  if (sealed === null) return {}
  try {
    return JSON.parse(unseal(sealed, sealedFor(customerId, id)))
  } catch {
    return null
  }
}

async function prepareForPerson(
  client: PoolClient,
  row: OutboxRow,
  alerts: AlertFactsRow[],
  now: Date,
): Promise<Prepared> {
  const person = row.memberId === null ? null : await findPerson(client, row.memberId, row.customerId)
  if (person === null)
    return { to: 'nobody', why: 'this person is not here any more, or may not see this customer' }
  const message = messageOf(row, alerts, now)
  if (row.payload.by === 'slack') {
    const app =
      person.slackTeam === null ? null : await findSlackApp(client, person.slackTeam, row.customerId)
    const secrets = app && secretsOf(app)
    if (!app || !secrets || person.slackUser === null)
      return { to: 'shut', why: `${person.name} has no Slack account linked`, channel: null, breaks: false }
    const destination = { kind: 'slack' as const, settings: settingsOf(app), secrets, to: person.slackUser }
    return { to: 'send', channel: null, name: `${person.name} in Slack`, destination, message, thread: null }
  }
  const destination = { kind: 'email' as const, settings: null, secrets: {}, to: person.email }
  const own = { ...message, confirmUrls: confirmUrlsOf(alerts, person.id, now) }
  return {
    to: 'send',
    channel: null,
    name: `${person.name} by mail`,
    destination,
    message: own,
    thread: null,
  }
}

/** To an address: what it says is read from the row it is about, as that is now. */
async function prepareMail(client: PoolClient, row: OutboxRow, now: Date): Promise<Prepared> {
  if (!row.address) return { to: 'nobody', why: 'it has no address' }
  const composed = await composeMail(client, row, now)
  if (composed.to === 'nobody') return composed
  return {
    to: 'send',
    channel: null,
    name: 'an address by mail',
    destination: { kind: 'email', settings: null, secrets: {}, to: row.address },
    message: { ...messageOf(row, [], now), mail: composed.words },
    thread: null,
  }
}

const confirmUrlsOf = (alerts: AlertFactsRow[], memberId: string, now: Date) =>
  Object.fromEntries(
    alerts
      .filter(({ state }) => state === 'open')
      .map(({ alertId }) => [alertId, confirmUrl({ memberId, alertId }, now)]),
  )

function messageOf(row: OutboxRow, alerts: AlertFactsRow[], now: Date): Message {
  return {
    outboxId: row.id,
    kind: row.kind,
    transition: row.transition,
    reason: row.payload.reason,
    at: now.getTime(),
    createdAt: row.createdAt.getTime(),
    possibleRepeat: row.possibleRepeat,
    subjectId: row.subjectId,
    baseUrl: env().EARSHOT_URL,
    alerts: sortedForReading(alerts.map(({ muted: _muted, ...alert }) => alert)),
    subject: row.payload.subject ?? null,
    text: row.payload.text ?? null,
    confirmUrls: {},
  }
}
