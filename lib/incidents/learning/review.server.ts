import type { Member } from '#lib/access/member.ts'
import { can } from '#lib/access/rights.ts'
import { readInScope } from '#lib/alerting/alerts/read-in-scope.server.ts'
import { findPeople } from '#lib/alerting/alerts/read-store.server.ts'
import { writeInScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import { findLabels, findTimeZone } from '../reading/detail-store.server.ts'
import { findIncident } from '../reading/read-store.server.ts'
import type { NamedIncident } from '../reading/to-view.ts'
import { decideMove } from '../state/decide-move.ts'
import { actingMember, draftIncidentEvent, type IncidentEventDraft } from '../state/incident-row.ts'
import { type Db, lockIncident } from '../store.server.ts'
import { readTimeline } from '../timeline/read-timeline.server.ts'
import { leaksOf, refuseLeaks } from '../words/leaks/check.server.ts'
import { addToIncidentHistory } from '../write-incident-change.server.ts'
import { whyNotShared } from './check-shared.ts'
import type { ReviewTask, ReviewTaskKey, ReviewView, SavedReview } from './contract.ts'
import { reviewDueAt } from './dates.ts'
import { changeTask, incidentStatusAfter } from './decide-tasks.ts'
import { draftFactors, draftSections } from './draft-review.ts'
import { nameHints } from './name-hints.ts'
import { freshTasks } from './prompts.ts'
import { findReview, type ReviewRow, saveReview } from './review-store.server.ts'
import { sayMoment } from './say-moment.ts'
import { findForeignNames } from './share-store.server.ts'

export type ChangedStatus = {
  version: number
  status?: ReviewRow['status'] | undefined
  share?: string | null | undefined
}

/** The review of an incident, or the draft it would begin with. Null: no such incident in the scope. */
export function readReview(member: Member, incidentId: string, now: Date): Promise<ReviewView | null> {
  return readInScope(member.scope, async (db) => {
    const incident = await findIncident(db, member.scope.customerIds, incidentId)
    return incident && viewReview(db, member, incident, now)
  })
}

/** Another version is a conflict, and nothing is replaced: the writer's words stay in the writer's form. */
export function writeReview(
  member: Member,
  incidentId: string,
  { version, sections, factors }: SavedReview,
  now: Date,
): Promise<ReviewView> {
  return changeReview(member, incidentId, version, now, (review) => ({
    review: { ...review, sections, factors },
    events: [],
  }))
}

export function moveReview(
  member: Member,
  incidentId: string,
  { version, status, share }: ChangedStatus,
  now: Date,
): Promise<ReviewView> {
  return changeReview(member, incidentId, version, now, async (review, db, incident) => {
    if (share) await refuseLeak(db, incident, share)
    const by = actingMember(member)
    const to = status ?? review.status
    const events: IncidentEventDraft[] =
      to === review.status ? [] : [draftIncidentEvent(by, 'review', { from: review.status, to })]
    if (share !== undefined)
      events.push(draftIncidentEvent(by, 'review', { from: to, to, shared: share !== null }))
    const isRead = to === 'reviewed' || to === 'closed'
    return {
      review: {
        ...review,
        status: to,
        reviewedAt: isRead ? (review.reviewedAt ?? now) : null,
        ...(share !== undefined && { publicText: share, sharedAt: share === null ? null : now }),
      },
      events,
    }
  })
}

export function finishTask(
  member: Member,
  incidentId: string,
  task: ReviewTaskKey,
  { version, status }: { version: number; status: ReviewTask['status'] },
  now: Date,
): Promise<ReviewView> {
  return changeReview(member, incidentId, version, now, (review) => ({
    review: {
      ...review,
      tasks: changeTask(review.tasks, { key: task, status, name: member.name, now: now.getTime() }),
    },
    events: [],
    moves: true,
  }))
}

type Stored = Omit<ReviewRow, 'version' | 'updatedAt' | 'updatedName'>
type Changed = { review: Stored; events: IncidentEventDraft[]; moves?: true }

async function changeReview(
  member: Member,
  incidentId: string,
  version: number,
  now: Date,
  change: (review: Stored, db: Db, incident: NamedIncident) => Changed | Promise<Changed>,
): Promise<ReviewView> {
  return writeInScope(member.scope, async (db) => {
    const row = await lockIncident(db, member.scope.customerIds, incidentId)
    const incident = row && (await findIncident(db, member.scope.customerIds, row.id))
    if (!incident) throw new Refused('not-found', 'No such thing.')
    const { stored, ...review } = await reviewOf(db, incident, now)
    if (version !== (stored?.version ?? 0)) throw new Refused('conflict', meanwhile(stored))
    const { review: next, events, moves } = await change(review, db, incident)
    await saveReview(db, incident, { ...next, updatedName: member.name }, now)
    if (events.length > 0) await addToIncidentHistory(db, keyOf(incident), { events }, now)
    if (moves) await advance(db, member, incident, next.tasks, now)
    const after = await findIncident(db, [incident.customerId], incident.id)
    return viewReview(db, member, after ?? incident, now)
  })
}

const meanwhile = (stored: ReviewRow | null): string =>
  `${stored?.updatedName ?? 'Somebody'} changed this review meanwhile. What you wrote is kept here: compare, then save again.`
const keyOf = ({ customerId, id }: NamedIncident) => ({ customerId, incidentId: id })

/** The same for what a customer is to read of it as for updates: nothing of others, nothing of what lies behind. */
async function refuseLeak(db: Db, incident: NamedIncident, body: string): Promise<void> {
  const text = { title: '', body }
  // also of customers whom the one who shares may not see
  const refused = refuseLeaks(await leaksOf(db, incident, text), text, undefined)
  if (refused) throw refused
  const staff = await findPeople(db, incident.customerId)
  const why = whyNotShared(body, {
    foreignNames: await findForeignNames(db, incident.customerId),
    staffNames: staff.map(({ name }) => name),
    ownReference: incident.reference,
  })
  if (why !== null) throw new Refused('bad-request', `This is not for the customer: ${why}`)
}

/** An incident whose cause nobody named yet is not moved behind anybody's back. */
async function advance(db: Db, member: Member, incident: NamedIncident, tasks: ReviewTask[], now: Date) {
  const to = incidentStatusAfter(incident.status, tasks)
  if (to === incident.status) return
  const move = decideMove(incident, { to }, actingMember(member), now)
  if (!(move instanceof Refused)) await addToIncidentHistory(db, keyOf(incident), move, now)
}

async function reviewOf(db: Db, incident: NamedIncident, now: Date) {
  const stored = await findReview(db, incident)
  const timeZone = await findTimeZone(db, incident.customerId)
  const due = reviewDueAt(incident.severity, incident.resolvedAt?.getTime() ?? null, timeZone)
  const dueAt = due === null ? null : new Date(due)
  if (stored && Object.keys(stored.sections).length > 0) return { ...stored, dueAt, timeZone, stored }
  const timeline = await readTimeline(db, incident, { labels: await findLabels(db), timeZone, now })
  return {
    status: 'draft' as const,
    sections: draftSections(incident, timeline, sayMoment(timeZone)),
    factors: draftFactors(incident, timeline),
    tasks: freshTasks(),
    ...{ dueAt, reviewedAt: null, sharedAt: null, publicText: null, timeZone, stored },
  }
}

async function viewReview(db: Db, { role }: Member, incident: NamedIncident, now: Date): Promise<ReviewView> {
  const { stored, dueAt, reviewedAt, sharedAt, ...review } = await reviewOf(db, incident, now)
  const people = await findPeople(db, incident.customerId)
  const { id, reference, title, customerId, customerName, severity, impact } = incident
  return {
    ...review,
    ...{ incidentId: id, reference, title, customerId, customerName, severity, impact },
    mayWrite: can(role, 'learning:write'),
    hints: nameHints(
      review.sections,
      people.map(({ name }) => name),
    ),
    dueAt: dueAt?.getTime() ?? null,
    overdue: dueAt !== null && dueAt <= now && reviewedAt === null,
    reviewedAt: reviewedAt?.getTime() ?? null,
    sharedAt: sharedAt?.getTime() ?? null,
    version: stored?.version ?? 0,
    updatedAt: stored?.updatedAt.getTime() ?? null,
    updatedName: stored?.updatedName ?? null,
  }
}
