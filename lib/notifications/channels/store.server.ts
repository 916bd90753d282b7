import type { Member } from '#lib/access/member.ts'
import type { Tx } from '#lib/db/transaction.server.ts'
import type { ChannelSettings, ChannelView, NewChannel } from '../contract.ts'
import { channelSettingsSchema } from '../contract.ts'
import { visibleTo } from '../settings-right.server.ts'

/** Every query about channels that people make. */

export type ChannelInTable = Awaited<ReturnType<Tx['channel']['findMany']>>[number]
type Sealed = { settings: ChannelSettings; sealed: Buffer }
type Fields = Omit<NewChannel, 'settings' | 'secrets' | 'customerId'> & Sealed

export function findChannels(tx: Tx, member: Member): Promise<ChannelInTable[]> {
  return tx.channel.findMany({ where: visibleTo(member), orderBy: [{ name: 'asc' }, { id: 'asc' }] })
}

export function findChannel(tx: Tx, member: Member, id: string): Promise<ChannelInTable | null> {
  return tx.channel.findFirst({ where: { id, ...visibleTo(member) } })
}

/** How many messages of these channels wait, and how many were given up. */
export async function countMessages(
  tx: Tx,
  ids: string[],
): Promise<Map<string, { waiting: number; dead: number }>> {
  const rows = await tx.outbox.groupBy({
    by: ['channelId', 'status'],
    where: { channelId: { in: ids }, status: { in: ['pending', 'leased', 'dead'] } },
    _count: true,
  })
  const counts = new Map<string, { waiting: number; dead: number }>()
  for (const { channelId, status, _count } of rows) {
    const count = counts.get(channelId ?? '') ?? { waiting: 0, dead: 0 }
    count[status === 'dead' ? 'dead' : 'waiting'] += _count
    counts.set(channelId ?? '', count)
  }
  return counts
}

const columnsOf = ({ settings: { kind: _kind, ...settings }, sealed, ...fields }: Fields) => ({
  ...fields,
  settings,
  sealed: new Uint8Array(sealed),
})

export async function insertChannel(
  tx: Tx,
  row: Fields & { id: string; customerId: string | null },
  { at, by }: { at: Date; by: string },
): Promise<void> {
  const { kind } = row.settings
  const { id, customerId } = row
  await tx.channel.createMany({
    data: [{ ...columnsOf(row), id, customerId, kind, createdAt: at, createdBy: by, updatedAt: at }],
  })
}

/** False: another version stands there. What is saved anew gets a new chance. */
export async function updateChannel(
  tx: Tx,
  id: string,
  version: number,
  fields: Fields,
  at: Date,
): Promise<boolean> {
  const mended = { brokenAt: null, brokenReason: null, pausedUntil: null, failures: 0 }
  const data = { ...columnsOf(fields), ...mended, version: version + 1, updatedAt: at }
  return (await tx.channel.updateMany({ where: { id, version }, data })).count === 1
}

export async function setDisabled(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.channel.updateMany({ where: { id }, data: { disabledAt: at, updatedAt: at } })
}

/** Works again, and what was given up in the last day is tried once more; what is over by then is dropped. */
export async function setMended(tx: Tx, id: string, at: Date): Promise<void> {
  const mended = { brokenAt: null, brokenReason: null, pausedUntil: null, failures: 0 }
  await tx.channel.updateMany({ where: { id }, data: { ...mended, updatedAt: at } })
  await tx.outbox.updateMany({
    where: { channelId: id, status: 'dead', createdAt: { gt: new Date(at.getTime() - 24 * 60 * 60_000) } },
    data: { status: 'pending', notBefore: at, errorClass: null, error: null },
  })
}

const ms = (at: Date | null) => at?.getTime() ?? null

export function viewOf(
  row: ChannelInTable,
  holds: string[],
  { waiting, dead }: { waiting: number; dead: number },
): ChannelView {
  return {
    channelId: row.id,
    customerId: row.customerId,
    name: row.name,
    settings: channelSettingsSchema.parse({ ...(row.settings as object), kind: row.kind }),
    holds,
    ownerId: row.ownerId,
    fallbackId: row.fallbackId,
    budgetPerHour: row.budgetPerHour,
    canary: row.canary,
    canaryAt: ms(row.canaryAt),
    brokenAt: ms(row.brokenAt),
    brokenReason: row.brokenReason,
    pausedUntil: ms(row.pausedUntil),
    lastOkAt: ms(row.lastOkAt),
    waiting,
    dead,
    disabled: row.disabledAt !== null,
    version: row.version,
  }
}
