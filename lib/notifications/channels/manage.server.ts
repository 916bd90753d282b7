import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { Member } from '#lib/access/member.ts'
import type { Tx } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { ChannelView, CreatedChannel, changedChannelSchema, NewChannel } from '../contract.ts'
import { channelUsers } from '../routing/channel-users.server.ts'
import { asMember, changedMeanwhile, mayServe, noSuchThing, recordChange } from '../settings-right.server.ts'
import { mergedSecrets, openSecrets, sealSecrets, shownSettings } from './secrets.server.ts'
import {
  type ChannelInTable,
  countMessages,
  findChannel,
  findChannels,
  insertChannel,
  setDisabled,
  setMended,
  updateChannel,
  viewOf,
} from './store.server.ts'

type ChangedChannel = z.infer<typeof changedChannelSchema>

export function listChannels(member: Member): Promise<{ channels: ChannelView[] }> {
  return asMember(member, async (tx) => {
    const rows = await findChannels(tx, member)
    return { channels: await viewsOf(tx, rows) }
  })
}

async function viewsOf(tx: Tx, rows: ChannelInTable[]): Promise<ChannelView[]> {
  const counts = await countMessages(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => viewOf(row, holdsOf(row), counts.get(row.id) ?? { waiting: 0, dead: 0 }))
}

const holdsOf = ({ id, customerId, sealed }: ChannelInTable): string[] =>
  Object.keys(openSecrets(sealed, { customerId, channelId: id }) ?? {})

/** Adds a channel. A signing key that we made is in this answer and in no other. */
export async function addChannel(member: Member, asked: NewChannel, now: Date): Promise<CreatedChannel> {
  const { secrets: given, settings, ...fields } = asked
  const customerId = mayServe(member, asked.customerId)
  const id = uuidv7()
  const secrets = mergedSecrets(settings.kind, given, {})
  const view = await asMember(member, async (tx) => {
    await refuseFallback(tx, member, asked.fallbackId, { id, customerId })
    const sealed = sealSecrets(secrets, { customerId, channelId: id })
    const row = { ...fields, id, customerId, settings: shownSettings(settings, secrets), sealed }
    await insertChannel(tx, row, { at: now, by: member.id })
    await record(tx, member, 'channel.added', { id, customerId, name: asked.name, kind: settings.kind }, now)
    return viewNow(tx, member, id)
  })
  const made = settings.kind === 'webhook' && given.signingKey === undefined
  return { ...view, signingKey: made ? (secrets.signingKey ?? null) : null }
}

/** Changes it; a secret that is not given stays. */
export function changeChannel(
  member: Member,
  id: string,
  { version, secrets: given, settings, ...fields }: ChangedChannel,
  now: Date,
): Promise<ChannelView> {
  return asMember(member, async (tx) => {
    const was = await existing(tx, member, id)
    const { customerId, kind } = was
    if (settings.kind !== kind)
      throw new Refused('bad-request', 'A channel stays of its kind: add another one.')
    await refuseFallback(tx, member, fields.fallbackId, { id, customerId })
    const owner = { customerId, channelId: id }
    const secrets = mergedSecrets(settings.kind, given, openSecrets(was.sealed, owner) ?? {})
    const row = { ...fields, settings: shownSettings(settings, secrets), sealed: sealSecrets(secrets, owner) }
    if (!(await updateChannel(tx, id, version, row, now))) throw changedMeanwhile()
    const changed = { id, customerId, name: fields.name, kind, secrets: Object.keys(given).join(' ') }
    await record(tx, member, 'channel.changed', changed, now)
    return viewNow(tx, member, id)
  })
}

/** Nothing is sent there any more; what waits goes another way. Refused while a route or a policy names it. */
export function disableChannel(member: Member, id: string, now: Date): Promise<ChannelView> {
  return asMember(member, async (tx) => {
    const { customerId, name, kind } = await existing(tx, member, id)
    const [user] = await channelUsers(tx, id)
    if (user) throw new Refused('conflict', `It is still used by ${user}: take it out there first.`)
    await setDisabled(tx, id, now)
    await record(tx, member, 'channel.disabled', { id, customerId, name, kind }, now)
    return viewNow(tx, member, id)
  })
}

/** "It is mended": it is used again, and what was given up lately is tried again. */
export function mendChannel(member: Member, id: string, now: Date): Promise<ChannelView> {
  return asMember(member, async (tx) => {
    const { customerId, name, kind } = await existing(tx, member, id)
    await setMended(tx, id, now)
    await record(tx, member, 'channel.mended', { id, customerId, name, kind }, now)
    return viewNow(tx, member, id)
  })
}

export async function existing(tx: Tx, member: Member, id: string): Promise<ChannelInTable> {
  const found = await findChannel(tx, member, id)
  if (!found) throw noSuchThing()
  mayServe(member, found.customerId)
  return found
}

async function viewNow(tx: Tx, member: Member, id: string): Promise<ChannelView> {
  const row = await findChannel(tx, member, id)
  const [view] = row ? await viewsOf(tx, [row]) : []
  if (!view) throw noSuchThing()
  return view
}

/** What stands in must reach nobody whom the channel itself may not reach. */
async function refuseFallback(
  tx: Tx,
  member: Member,
  fallbackId: string | null,
  of: { id: string; customerId: string | null },
): Promise<void> {
  if (fallbackId === null) return
  const found = await findChannel(tx, member, fallbackId)
  if (!found) throw new Refused('not-found', 'No such channel to stand in.')
  if (fallbackId === of.id) throw new Refused('bad-request', 'A channel cannot stand in for itself.')
  if (found.customerId !== null && found.customerId !== of.customerId)
    throw new Refused('bad-request', 'The channel that stands in must serve the same customer, or all.')
}

type Recorded = { id: string; customerId: string | null } & Record<string, unknown>
export function record(
  tx: Tx,
  member: Member,
  kind: string,
  { id, customerId, ...data }: Recorded,
  now: Date,
) {
  return recordChange(tx, member, { customerId, kind, subjectType: 'channel', subjectId: id }, data, now)
}
