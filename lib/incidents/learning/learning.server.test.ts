import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Member } from '#lib/access/member.ts'
import { openAlert, staffOf } from '#lib/alerting/alerts/test-alerts.server.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { inTransaction } from '#lib/db/transaction.server.ts'
import { actionReminders } from '#lib/notifications/mails/learning-mails.server.ts'
import { moveIncident } from '../acts/move.server.ts'
import { incidentEventsOf, openByHand } from '../test-incidents.server.ts'
import { createAction, finishAction, listActions, listActionsOf } from './actions.server.ts'
import { beginReviews } from './begin-reviews.server.ts'
import { checkActions } from './check-actions.server.ts'
import { newActionSchema, type ReviewView, reviewSchema, reviewTaskKeys } from './contract.ts'
import { exportReview } from './export-review.server.ts'
import { finishTask, moveReview, readReview, writeReview } from './review.server.ts'

let ours: TestCustomer
let ada: Member
let stranger: Member
beforeAll(async () => {
  ours = await makeCustomer({ name: 'Ours' })
  ada = await staffOf(ours, 'Ada Lee')
  stranger = await staffOf(await makeCustomer(), 'Stranger')
})
afterAll(closePools)

const noon = Date.parse('2026-11-20T12:00:00Z')
const dayMs = 86_400_000
const at = (days: number) => new Date(noon + days * dayMs)
const open = () => openByHand(ada, { customerId: ours.id }, at(0))
const resolved = async () => {
  const { incidentId, version } = await open()
  const cause = { category: 'network' as const, text: 'A link was full.' }
  await moveIncident(ada, incidentId, { version, to: 'resolved', cause }, at(0))
  return incidentId
}
const given = (more: object = {}) =>
  newActionSchema.parse({ title: 'Watch the link', kind: 'detect', ...more })
const review = async (incidentId: string): Promise<ReviewView> =>
  reviewSchema.parse(await readReview(ada, incidentId, at(0)))

test('a review begins from its incident, and is nobody’s until somebody writes it', async () => {
  const draft = await review(await resolved())
  expect(draft).toMatchObject({ version: 0, status: 'draft', updatedName: null })
  expect(draft.sections.overview).toContain('No audio')
  expect(draft.factors).toEqual([{ kind: 'network', text: 'A link was full.', line: null }])
})

test('a grave incident that is over has a review with its day, begun once, and still a draft', async () => {
  const incidentId = await resolved()
  await pool('owner').query(`UPDATE incident SET severity = 'critical' WHERE id = $1`, [incidentId])
  await beginReviews(pool('worker'), at(1))
  await beginReviews(pool('worker'), at(2))
  const begun = reviewSchema.parse(await readReview(ada, incidentId, at(5)))
  expect(begun).toMatchObject({ version: 1, overdue: true, status: 'draft' })
  expect(begun.sections.overview).toContain('No audio')
  expect(begun.tasks).toHaveLength(5)
})

test('who writes on an old version is refused and nothing is replaced', async () => {
  const incidentId = await resolved()
  const { sections, factors } = await review(incidentId)
  const mine = { version: 0, factors, sections: { ...sections, lucky: 'It was a Sunday.' } }
  expect(await writeReview(ada, incidentId, mine, at(0))).toMatchObject({ version: 1 })
  const late = { ...mine, sections: { ...sections, lucky: 'Nothing.' } }
  await expect(writeReview(ada, incidentId, late, at(0))).rejects.toMatchObject({ code: 'conflict' })
  expect((await review(incidentId)).sections.lucky).toBe('It was a Sunday.')
})

test('another customer’s review and actions are as if they were not there', async () => {
  const incidentId = await resolved()
  const { actionId } = await createAction(ada, incidentId, given(), at(0))
  const gone = { code: 'not-found' }
  expect(await readReview(stranger, incidentId, at(0))).toBeNull()
  expect(await listActionsOf(stranger, incidentId, at(0))).toBeNull()
  expect(await exportReview(stranger, incidentId, { format: 'json' }, at(0))).toBeNull()
  await expect(createAction(stranger, incidentId, given(), at(0))).rejects.toMatchObject(gone)
  await expect(finishAction(stranger, actionId, { version: 1, now: at(0) })).rejects.toMatchObject(gone)
  expect((await listActions(stranger, {}, at(0))).actions).toEqual([])
})

test('an action can only be owned by staff who may see its customer', async () => {
  await expect(
    createAction(ada, await resolved(), given({ ownerId: stranger.id }), at(0)),
  ).rejects.toMatchObject({ code: 'bad-request' })
})

test('finishing tasks takes the incident to learning, and the last one closes it', async () => {
  const incidentId = await resolved()
  for (const [version, task] of reviewTaskKeys.entries()) {
    await finishTask(ada, incidentId, task, { version, status: 'done' }, at(1))
    const { rows } = await pool('owner').query('SELECT status FROM incident WHERE id = $1', [incidentId])
    expect(rows[0].status).toBe(version === 4 ? 'closed' : 'post-incident')
  }
})

test('a review that is moved on stands in the history of its incident', async () => {
  const incidentId = await resolved()
  await moveReview(ada, incidentId, { version: 0, status: 'in-review' }, at(1))
  expect((await incidentEventsOf(incidentId)).at(-1)?.slice(1)).toEqual(['review', 'Ada Lee'])
})

test('a summary that names a colleague is not shared; what is fine is, and can be taken back', async () => {
  const incidentId = await resolved()
  const leak = { version: 0, share: 'Ada Lee restarted it.' }
  await expect(moveReview(ada, incidentId, leak, at(1))).rejects.toMatchObject({ code: 'bad-request' })
  const share = 'A link was full; there are two now.'
  const shared = await moveReview(ada, incidentId, { version: 0, share }, at(1))
  expect(shared).toMatchObject({ publicText: share, sharedAt: at(1).getTime() })
  const back = await moveReview(ada, incidentId, { version: 1, share: null }, at(2))
  expect(back).toMatchObject({ publicText: null, sharedAt: null })
})

test('a summary that names a customer whom the one who shares may not see is not shared either', async () => {
  await makeCustomer({ name: 'Zephyr Quillworks' })
  const incidentId = await resolved()
  const leak = { version: 0, share: 'The same link carries zephyr quillworks.' }
  await expect(moveReview(ada, incidentId, leak, at(1))).rejects.toMatchObject({ code: 'bad-request' })
})

const ruleOf = async () => {
  const ruleId = crypto.randomUUID()
  return { ruleId, check: { of: 'finding' as const, kind: `link-full-${ruleId}`, appId: null, side: null } }
}

test('what comes back opens its action again and says so, once', async () => {
  const incidentId = await resolved()
  const { ruleId } = await ruleOf()
  const { actionId } = await createAction(ada, incidentId, given({ ownerId: ada.id }), at(0))
  const check = JSON.stringify({ of: 'rule', ruleId, appId: null })
  await pool('owner').query('UPDATE corrective_action SET "check" = $2 WHERE id = $1', [actionId, check])
  await finishAction(ada, actionId, { version: 1, now: at(1) })
  const before = await openAlert({ customerId: ours.id, at: at(0.5) })
  await pool('owner').query('UPDATE alert SET rule_id = $2 WHERE id = $1', [before, ruleId])
  await checkActions(pool('worker'), at(2))
  expect((await stateOf(actionId)).check_state).toBe('watching')
  const again = await openAlert({ customerId: ours.id, at: at(3) })
  await pool('owner').query('UPDATE alert SET rule_id = $2 WHERE id = $1', [again, ruleId])
  await checkActions(pool('worker'), at(4))
  await checkActions(pool('worker'), at(5))
  expect(await stateOf(actionId)).toMatchObject({
    ...{ status: 'open', check_state: 'recurred', reopened: 1, recurred_by: `/alerts/${again}` },
  })
  const kinds = (await incidentEventsOf(incidentId)).map(([, kind]) => kind)
  expect(kinds.filter((kind) => kind === 'recurred')).toHaveLength(1)
  expect((await mailsAt(at(5))).filter(({ subjectId }) => subjectId === actionId)).toHaveLength(1)
})

test('thirty quiet days without calls are not called a success', async () => {
  const { check } = await ruleOf()
  const { actionId } = await createAction(ada, await resolved(), given({ check }), at(0))
  await finishAction(ada, actionId, { version: 1, now: at(1) })
  await checkActions(pool('worker'), at(40))
  expect(await stateOf(actionId)).toMatchObject({ check_state: 'watching', cannot_say: expect.any(String) })
})

test('an owner is reminded once before it is due and once on each day after, however often is asked', async () => {
  const { actionId } = await createAction(
    ada,
    await resolved(),
    given({ ownerId: ada.id, dueOn: '2026-11-25' }),
    at(0),
  )
  const counts: number[] = []
  for (const days of [1, 2.1, 2.2, 4, 6.1, 6.2, 7.1])
    counts.push((await mailsAt(at(days))).filter(({ subjectId }) => subjectId === actionId).length)
  expect(counts).toEqual([0, 1, 0, 0, 1, 0, 1])
})

const mailsAt = (now: Date) => inTransaction(pool('worker'), (db) => actionReminders.find(db, now))
async function stateOf(actionId: string) {
  const { rows } = await pool('owner').query('SELECT * FROM corrective_action WHERE id = $1', [actionId])
  return rows[0]
}
