import { v7 as uuidv7 } from 'uuid'
import type { Member } from '#lib/access/member.ts'
import type { Tx } from '#lib/db/transaction.server.ts'
import type { NewInhibition } from '../contract.ts'
import { asMember, mayServe, noSuchThing, recordChange } from '../settings-right.server.ts'
import {
  deleteInhibitionRow,
  findInhibition,
  findInhibitions,
  type InhibitionView,
  insertInhibition,
  updateInhibition,
} from './settings-store.server.ts'

export async function listInhibitions(member: Member): Promise<{ inhibitions: InhibitionView[] }> {
  return { inhibitions: await asMember(member, (tx) => findInhibitions(tx, member)) }
}

export async function addInhibition(member: Member, asked: NewInhibition, now: Date): Promise<InhibitionView> {
  const inhibition = { ...asked, customerId: mayServe(member, asked.customerId) }
  const inhibitionId = uuidv7()
  await asMember(member, async (tx) => {
    await insertInhibition(tx, inhibitionId, inhibition, now)
    await record(tx, member, 'inhibition.added', { ...inhibition, inhibitionId }, now)
  })
  return { ...inhibition, inhibitionId }
}

/** The last one to change it wins; the trail has both. */
export async function changeInhibition(
  member: Member,
  inhibitionId: string,
  asked: Omit<NewInhibition, 'customerId'>,
  now: Date,
): Promise<InhibitionView> {
  return asMember(member, async (tx) => {
    const { customerId } = await existing(tx, member, inhibitionId)
    if (!(await updateInhibition(tx, inhibitionId, asked, now))) throw noSuchThing()
    const changed = { ...asked, customerId, inhibitionId }
    await record(tx, member, 'inhibition.changed', changed, now)
    return changed
  })
}

/** What it muted is told at the next look. */
export async function deleteInhibition(member: Member, inhibitionId: string, now: Date): Promise<{ ok: true }> {
  return asMember(member, async (tx) => {
    const was = await existing(tx, member, inhibitionId)
    if (!(await deleteInhibitionRow(tx, inhibitionId))) throw noSuchThing()
    await record(tx, member, 'inhibition.deleted', was, now)
    return { ok: true }
  })
}

async function existing(tx: Tx, member: Member, inhibitionId: string): Promise<InhibitionView> {
  const found = await findInhibition(tx, member, inhibitionId)
  if (!found) throw noSuchThing()
  mayServe(member, found.customerId)
  return found
}

function record(tx: Tx, member: Member, kind: string, row: InhibitionView, now: Date) {
  const { inhibitionId: subjectId, customerId, ...data } = row
  return recordChange(tx, member, { customerId, kind, subjectType: 'inhibition', subjectId }, data, now)
}
