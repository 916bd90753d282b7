import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { Member } from '#lib/access/member.ts'
import { Refused } from '#lib/errors.ts'
import { isOngoing, publicStatusOf } from '../contract.ts'
import { decideMove } from '../state/decide-move.ts'
import { draftIncidentEvent, type IncidentRow } from '../state/incident-row.ts'
import { updateDueAfter } from '../state/update-clock.ts'
import type {
  Checked,
  changedUpdateSchema,
  Drafted,
  draftAskedSchema,
  IncidentUpdate,
  IncidentUpdates,
  newUpdateSchema,
  Preview,
  publishUpdateSchema,
} from './contract.ts'
import { draftUpdate } from './draft.ts'
import { gone, type Held, holdIncident } from './hold-incident.server.ts'
import { leaksOf, refuseLeaks } from './leaks/check.server.ts'
import { publicIncidentOf } from './public-view.ts'
import {
  countSubscribers,
  findCustomerName,
  findTemplates,
  findUpdate,
  findUpdates,
  insertUpdate,
  insertUpdateRevision,
  removeUpdate,
  saveUpdate,
  type UpdateRow,
} from './updates-store.server.ts'

const aheadMs = 5 * 60_000

export const readUpdates = (member: Member, incidentId: string, now: Date): Promise<IncidentUpdates> =>
  onIncident(member, incidentId, now, async ({ db, row }) => ({
    updates: await findUpdates(db, row.customerId, row.id),
    subscribers: await countSubscribers(db, row.customerId),
  }))

export const addUpdate = (
  member: Member,
  incidentId: string,
  asked: z.output<typeof newUpdateSchema>,
  now: Date,
): Promise<IncidentUpdate> =>
  onIncident(member, incidentId, now, async ({ db, row, by, write }) => {
    const update: UpdateRow = {
      ...{ customerId: row.customerId, incidentId: row.id, updateId: uuidv7(), state: 'draft', version: 1 },
      ...{ publicStatus: asked.publicStatus, body: asked.body, postedAt: asked.postedAt ?? now.getTime() },
      ...{ notify: asked.notify, writtenFrom: asked.writtenFrom, createdName: member.name },
      ...{ createdAt: now.getTime(), publishedAt: null, publishedBy: null, publishedName: null },
      ...{ editedAt: null, toldAt: null },
    }
    refuseTime(row, update.postedAt, now)
    await insertUpdate(db, update, member.id)
    const { updateId } = update
    await write({ patch: {}, events: [draftIncidentEvent(by, 'update-drafted', { updateId })] })
    return update
  })

/** A draft is changed as one likes; a correction of what is shown is checked again and keeps what was said before. */
export const changeUpdate = (
  member: Member,
  updateId: string,
  asked: z.output<typeof changedUpdateSchema>,
  now: Date,
): Promise<IncidentUpdate> =>
  onUpdate(member, updateId, asked.version, now, async (was, { db, row, by, write }) => {
    if (was.state === 'withdrawn') throw new Refused('already-done', 'This update was withdrawn.')
    const { publicStatus, body, notify, postedAt = was.postedAt } = asked
    const changed = { ...was, publicStatus, body, notify, postedAt, version: was.version + 1 }
    refuseTime(row, postedAt, now)
    if (was.state === 'published') {
      await refuseIfLeaks({ db, row }, { title: row.publicTitle ?? '', body }, asked.overrideReason)
      changed.editedAt = now.getTime()
      changed.notify = was.notify
    }
    await insertUpdateRevision(db, was, member.name, now)
    await saveUpdate(db, changed)
    const why = asked.overrideReason ?? null
    const data = { updateId, version: changed.version }
    if (was.state === 'published')
      await write({ patch: {}, events: [draftIncidentEvent(by, 'update-edited', data, why)] })
    return changed
  })

/** A draft alone: what was shown is withdrawn, never deleted. */
export const deleteUpdate = (member: Member, updateId: string, now: Date): Promise<IncidentUpdate> =>
  onUpdate(member, updateId, null, now, async (was, { db }) => {
    if (was.state !== 'draft') throw new Refused('bad-request', 'It was shown to the customer: withdraw it.')
    await removeUpdate(db, was)
    return was
  })

/** Shows it, the incident with it, moves the incident and sets the clock: one transaction, so one message. */
export const publishUpdate = (
  member: Member,
  updateId: string,
  asked: z.output<typeof publishUpdateSchema>,
  now: Date,
): Promise<IncidentUpdate> =>
  onUpdate(member, updateId, asked.version, now, async (was, { db, row, by, write }) => {
    if (was.state !== 'draft') throw new Refused('already-done', 'This update is no draft any more.')
    const title = asked.publicTitle ?? row.publicTitle
    if (title === null)
      throw new Refused('bad-request', 'Say what the customer reads above it: a public title.')
    refuseTime(row, was.postedAt, now)
    await refuseIfLeaks({ db, row }, { title, body: was.body }, asked.overrideReason)
    if (asked.moveTo !== undefined && asked.moveTo !== row.status) {
      const moved = decideMove(row, { to: asked.moveTo, cause: asked.cause }, by, now)
      if (moved instanceof Refused) throw moved
      await write(moved)
    }
    const shown: UpdateRow = {
      ...was,
      ...{ state: 'published', publishedAt: now.getTime(), version: was.version + 1 },
      ...{ publishedBy: member.id, publishedName: member.name },
    }
    await saveUpdate(db, shown)
    const status = asked.moveTo ?? row.status
    const due = !isOngoing(status)
      ? null
      : asked.nextUpdateDueAt === undefined
        ? updateDueAfter(row.severity, now)
        : asked.nextUpdateDueAt === null
          ? null
          : new Date(asked.nextUpdateDueAt)
    await write({
      patch: { publicTitle: title, publishedAt: row.publishedAt ?? now, nextUpdateDueAt: due },
      events: [
        draftIncidentEvent(
          by,
          'update-published',
          { updateId, publicStatus: was.publicStatus, notify: was.notify },
          asked.overrideReason ?? null,
        ),
      ],
    })
    return shown
  })

/** Not shown any more; that it was stays in the history. */
export const withdrawUpdate = (
  member: Member,
  updateId: string,
  { version, reason }: { version: number; reason: string },
  now: Date,
): Promise<IncidentUpdate> =>
  onUpdate(member, updateId, version, now, async (was, { db, by, write }) => {
    if (was.state !== 'published') throw new Refused('already-done', 'It is not shown to the customer.')
    const withdrawn: UpdateRow = { ...was, state: 'withdrawn', version: was.version + 1 }
    await saveUpdate(db, withdrawn)
    await write({ patch: {}, events: [draftIncidentEvent(by, 'update-withdrawn', { updateId }, reason)] })
    return withdrawn
  })

/** Made as the customer's own page is made, from what is published and this one. */
export const previewUpdate = (member: Member, updateId: string, now: Date): Promise<Preview> =>
  onUpdate(member, updateId, null, now, async (update, { db, row }) => {
    const others = await findUpdates(db, row.customerId, row.id)
    const shown = [...others.filter((one) => one.state === 'published' && one.updateId !== updateId), update]
    const ms = (at: Date | null) => at?.getTime() ?? null
    const published = {
      ...row,
      impactStartedAt: ms(row.impactStartedAt),
      impactEndedAt: ms(row.impactEndedAt),
      resolvedAt: ms(row.resolvedAt),
      publishedAt: ms(row.publishedAt),
    }
    return {
      customerName: await findCustomerName(db, row.customerId),
      incident: publicIncidentOf(published, shown),
      leaks: await leaksOf(db, row, { title: row.publicTitle ?? '', body: update.body }),
    }
  })

export const checkWords = (
  member: Member,
  { incidentId, title, body }: { incidentId: string; title: string; body: string },
  now: Date,
): Promise<Checked> =>
  onIncident(member, incidentId, now, async ({ db, row }) => ({
    leaks: await leaksOf(db, row, { title, body }),
  }))

export const draftFromFacts = (
  member: Member,
  incidentId: string,
  asked: z.output<typeof draftAskedSchema>,
  now: Date,
): Promise<Drafted> =>
  onIncident(member, incidentId, now, async ({ db, row }) => {
    const templates = asked.templateId ? await findTemplates(db, [row.customerId]) : []
    const template = templates.find(({ templateId }) => templateId === asked.templateId)
    if (asked.templateId && !template) throw gone()
    return draftUpdate({
      publicTitle: row.publicTitle,
      status: asked.publicStatus ?? template?.publicStatus ?? publicStatusOf[row.status],
      impactStartedAt: row.impactStartedAt?.getTime() ?? null,
      impactEndedAt: (row.impactEndedAt ?? row.resolvedAt)?.getTime() ?? null,
      impact: row.impact,
      nextUpdateAt: asked.nextUpdateAt ?? updateDueAfter(row.severity, now).getTime(),
      template: template?.body ?? null,
    })
  })

function refuseTime(row: IncidentRow, postedAt: number, now: Date): void {
  if (postedAt > now.getTime() + aheadMs) throw new Refused('bad-request', 'Its time has not come yet.')
  if (row.impactStartedAt !== null && postedAt < row.impactStartedAt.getTime())
    throw new Refused('bad-request', 'It cannot be older than the beginning of the impact.')
}

async function refuseIfLeaks(
  { db, row }: Pick<Held, 'db' | 'row'>,
  text: { title: string; body: string },
  overrideReason: string | undefined,
): Promise<void> {
  const refused = refuseLeaks(await leaksOf(db, row, text), text, overrideReason)
  if (refused) throw refused
}

const onIncident = <T>(member: Member, id: string, now: Date, work: (held: Held) => Promise<T>): Promise<T> =>
  holdIncident(member, async () => id, now, work)

function onUpdate<T>(
  member: Member,
  updateId: string,
  version: number | null,
  now: Date,
  work: (update: UpdateRow, held: Held) => Promise<T>,
): Promise<T> {
  const { customerIds } = member.scope
  const idOf = async (db: Held['db']) => (await findUpdate(db, customerIds, updateId))?.incidentId ?? null
  return holdIncident(member, idOf, now, async (held) => {
    const update = await findUpdate(held.db, customerIds, updateId)
    if (!update) throw gone()
    if (version !== null && update.version !== version)
      throw new Refused('conflict', 'Somebody else has changed this update meanwhile. Look at it again.')
    return work(update, held)
  })
}
