import { v7 as uuidv7 } from 'uuid'
import type { Member } from '#lib/access/member.ts'
import { can } from '#lib/access/rights.ts'
import { within } from '#lib/access/within.ts'
import { readInScope } from '#lib/alerting/alerts/read-in-scope.server.ts'
import { findPeople } from '#lib/alerting/alerts/read-store.server.ts'
import { writeInScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import { findIncident } from '../reading/read-store.server.ts'
import { actingMember, draftIncidentEvent } from '../state/incident-row.ts'
import { type Db, lockIncident } from '../store.server.ts'
import { addToIncidentHistory } from '../write-incident-change.server.ts'
import type { ActionRow, NamedAction } from './action-row.ts'
import {
  countActions,
  findAction,
  findActionList,
  findActionsOf,
  findCheckChoices,
  isOwnCheck,
  lockAction,
  saveAction,
} from './actions-store.server.ts'
import {
  type ActionList,
  type ActionListQuery,
  type ActionView,
  type ChangedAction,
  type IncidentActionList,
  type NewAction,
  recurrenceCheckSchema,
} from './contract.ts'
import { checkPatch, declineAction, doneAction, reopenAction, waitingOf } from './decide-action.ts'

const ms = (at: Date | null) => at?.getTime() ?? null

function toActionView(row: NamedAction): ActionView {
  const { id, incidentId, reference, incidentTitle, ownerId, ownerName } = row
  return {
    ...row,
    actionId: id,
    incident: { incidentId, reference, title: incidentTitle },
    owner: ownerId === null ? null : { memberId: ownerId, name: ownerName ?? 'somebody' },
    doneAt: ms(row.doneAt),
    checkUntil: ms(row.checkUntil),
    recurredAt: ms(row.recurredAt),
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
  }
}

export function listActions(member: Member, query: ActionListQuery, now: Date): Promise<ActionList> {
  const customerIds =
    query.customer === undefined ? member.scope.customerIds : [within(member.scope, query.customer)]
  return readInScope(member.scope, async (db) => {
    const { rows, more } = await findActionList(db, { customerIds, now }, member.id, query)
    return { actions: rows.map(toActionView), more, summary: await countActions(db, { customerIds, now }) }
  })
}

/** Null: no such incident in the scope. */
export function listActionsOf(
  { scope, role }: Member,
  incidentId: string,
  now: Date,
): Promise<IncidentActionList | null> {
  return readInScope(scope, async (db) => {
    const incident = await findIncident(db, scope.customerIds, incidentId)
    if (!incident) return null
    const { customerId, id } = incident
    const choices = await findCheckChoices(db, customerId, id)
    return {
      mayWrite: can(role, 'learning:write'),
      actions: (await findActionsOf(db, { customerIds: [customerId], now }, id)).map(toActionView),
      people: await findPeople(db, customerId),
      checks: choices.map(({ of, key, label }) => ({
        label,
        check: recurrenceCheckSchema.parse(of === 'rule' ? { of, ruleId: key } : { of, kind: key }),
      })),
    }
  })
}

export function createAction(
  member: Member,
  incidentId: string,
  given: NewAction,
  now: Date,
): Promise<ActionView> {
  return writeInScope(member.scope, async (db) => {
    const incident = await lockIncident(db, member.scope.customerIds, incidentId)
    if (!incident) throw new Refused('not-found', 'No such thing.')
    const { customerId } = incident
    await refuseForeignCheck(db, customerId, given.check)
    const action: ActionRow = {
      ...given,
      ...{ customerId, id: uuidv7(), incidentId: incident.id, status: 'open' },
      ownerName: await ownerName(db, customerId, given.ownerId),
      ...{ declineReason: null, doneAt: null, checkState: waitingOf(given.check), checkUntil: null },
      ...{ cannotSay: null, recurredAt: null, recurredBy: null, reopened: 0 },
      ...{ createdAt: now, createdName: member.name, version: 1, updatedAt: now },
    }
    return store(db, member, action, 'added', now)
  })
}

export function editAction(
  member: Member,
  actionId: string,
  { version, ...given }: ChangedAction,
  now: Date,
): Promise<ActionView> {
  return changeAction(member, actionId, { version, what: 'changed', now }, async (db, action) => {
    if (given.check !== undefined) await refuseForeignCheck(db, action.customerId, given.check)
    const owner =
      given.ownerId === undefined ? {} : { ownerName: await ownerName(db, action.customerId, given.ownerId) }
    return { ...given, ...owner, ...(given.check !== undefined && checkPatch(action, given.check)) }
  })
}

type Asked = { version: number; now: Date }
export const finishAction = (member: Member, actionId: string, { version, now }: Asked) =>
  changeAction(member, actionId, { version, what: 'done', now }, (_db, action) => doneAction(action, now))
export const refuseAction = (
  member: Member,
  id: string,
  { version, now, reason }: Asked & { reason: string },
) =>
  changeAction(member, id, { version, what: 'declined', now }, (_db, action) => declineAction(action, reason))
export const openActionAgain = (member: Member, actionId: string, { version, now }: Asked) =>
  changeAction(member, actionId, { version, what: 'reopened', now }, (_db, action) => reopenAction(action))

type Decide = (db: Db, action: ActionRow) => Promise<Given | Refused> | Given | Refused
type Given = { [Key in keyof ActionRow]?: ActionRow[Key] | undefined }

function changeAction(
  member: Member,
  actionId: string,
  { version, what, now }: Asked & { what: string },
  decide: Decide,
): Promise<ActionView> {
  return writeInScope(member.scope, async (db) => {
    const action = await lockAction(db, member.scope.customerIds, actionId)
    if (!action) throw new Refused('not-found', 'No such thing.')
    if (action.version !== version)
      throw new Refused('conflict', 'Somebody else has changed this action meanwhile. Look at it again.')
    const patch = await decide(db, action)
    if (patch instanceof Refused) throw patch
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
    return store(db, member, { ...action, ...given, version: version + 1 }, what, now)
  })
}

async function store(
  db: Db,
  member: Member,
  action: ActionRow,
  what: string,
  now: Date,
): Promise<ActionView> {
  await saveAction(db, action, now)
  const { customerId, incidentId, id, title } = action
  const event = draftIncidentEvent(actingMember(member), 'action', { actionId: id, what, title })
  await addToIncidentHistory(db, { customerId, incidentId }, { events: [event] }, now)
  const stored = await findAction(db, { customerIds: [customerId], now }, id)
  if (!stored) throw new Error(`action ${id} is gone while it is held`)
  return toActionView(stored)
}

/** Whoever may not see this customer cannot own an action of it. */
async function ownerName(db: Db, customerId: string, ownerId: string | null): Promise<string | null> {
  if (ownerId === null) return null
  const owner = (await findPeople(db, customerId)).find(({ memberId }) => memberId === ownerId)
  if (!owner) throw new Refused('bad-request', 'Nobody of staff with this customer has that id.')
  return owner.name
}

async function refuseForeignCheck(db: Db, customerId: string, check: ActionRow['check']): Promise<void> {
  if (check !== null && !(await isOwnCheck(db, customerId, check)))
    throw new Refused('bad-request', 'This customer has no such rule or app.')
}
