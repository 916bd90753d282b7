import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Member } from '#lib/access/member.ts'
import { closePools } from '#lib/db/pools.server.ts'
import { makeApp, makeCustomer, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { acknowledge } from './acknowledge.server.ts'
import { actOnMany } from './act-on-many.server.ts'
import { assign } from './assign.server.ts'
import { alertDetailSchema, inboxQuerySchema, inboxSchema } from './contract.ts'
import { addNote, deleteNote, editNote } from './notes.server.ts'
import { readAlert, readInbox, readWaiting } from './read-inbox.server.ts'
import { readRevisions } from './read-revisions.server.ts'
import { readAlertSeries } from './read-series.server.ts'
import { reopen } from './reopen.server.ts'
import { resolve } from './resolve.server.ts'
import { snooze } from './snooze.server.ts'
import { apply, eventsOf, openAlert, staffOf } from './test-alerts.server.ts'
import { unsnooze } from './unsnooze.server.ts'

let ours: TestCustomer
let ada: Member
let ben: Member
let stranger: Member
beforeAll(async () => {
  ours = await makeCustomer({ name: 'Ours' })
  ada = await staffOf(ours, 'Ada Lee')
  ben = await staffOf(ours, 'Ben')
  stranger = await staffOf(await makeCustomer(), 'Stranger')
})
afterAll(closePools)

const noon = Date.parse('2026-11-25T12:00:00Z')
const at = (minutes: number) => new Date(noon + minutes * 60_000)
const open = (minutes = 0) => openAlert({ customerId: ours.id, at: at(minutes) })
const notFound = expect.objectContaining({ code: 'not-found' })

describe('two people at once', () => {
  test('both acknowledge: one did, the other is told who, and both are in the history', async () => {
    const alertId = await open()
    const replies = await Promise.all([
      acknowledge(ada, alertId, { note: 'mine' }, at(1)),
      acknowledge(ben, alertId, { note: 'also here' }, at(1)),
    ])
    const first = replies.find(({ alert }) => alert.version === 2)
    const second = replies.find(({ alert }) => alert.version === 3)
    expect(second?.by).toBe(first?.alert.acknowledgedBy?.name)
    const events = await eventsOf(alertId)
    expect(events.map(([, kind]) => kind)).toEqual(['opened', 'acknowledged', 'acknowledged-too'])
    expect(new Set(events.slice(1).map(([, , who]) => who))).toEqual(new Set(['Ada Lee', 'Ben']))
  })

  test('both assign: the second is refused by name', async () => {
    const alertId = await open()
    const outcomes = await Promise.allSettled([
      assign(ada, alertId, { memberId: ada.id, was: null }, at(1)),
      assign(ben, alertId, { memberId: ben.id, was: null }, at(1)),
    ])
    const refused = outcomes.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(1)
    const { alert } = (await readAlert(ada, alertId)) ?? {}
    expect(refused[0]).toMatchObject({
      reason: { code: 'conflict', message: `By now it is assigned to ${alert?.assignee?.name}.` },
    })
  })

  test('a double click is one acknowledgement', async () => {
    const alertId = await open()
    const replies = await Promise.all([1, 2, 3].map(() => acknowledge(ada, alertId, {}, at(1))))
    expect(replies.map(({ did }) => did).sort()).toEqual([false, false, true])
    expect(await eventsOf(alertId)).toHaveLength(2)
  })
})

test('a click in Slack is written down as such', async () => {
  const alertId = await open()
  await acknowledge({ kind: 'slack', member: ada, requestId: 'r1' }, alertId, {}, at(1))
  const { events } = (await readAlert(ada, alertId)) ?? {}
  expect(events?.at(-1)).toMatchObject({ actorKind: 'slack', actorId: ada.id, actorName: 'Ada Lee' })
})

test('resolved by hand while it holds: marked once, opened again at its time, as the same alert', async () => {
  const dedupKey = `rule:1:${crypto.randomUUID()}`
  const said = (minutes: number) => apply({ customerId: ours.id, dedupKey, at: at(minutes) })
  const { alertId } = await said(0)
  if (!alertId) throw new Error('not opened')
  await resolve(ada, alertId, { reason: 'looks fine' }, at(1))
  for (const minutes of [2, 3, 4]) await said(minutes)
  expect((await readAlert(ada, alertId))?.alert).toMatchObject({ state: 'resolved', stillBreaching: true })
  expect(await said(16)).toEqual({ alertId, did: 'reopened' })
  const kinds = (await eventsOf(alertId)).map(([, kind]) => kind)
  expect(kinds).toEqual(['opened', 'resolved', 'still-breaching', 'reopened'])
})

test('an ended episode cannot be opened beside the newer one of the same cause', async () => {
  const dedupKey = `rule:1:${crypto.randomUUID()}`
  const said = (minutes: number, action: 'trigger' | 'resolve') =>
    apply({ customerId: ours.id, dedupKey, at: at(minutes), action, reopenWindowMs: 0 })
  const { alertId } = await said(0, 'trigger')
  await said(1, 'resolve')
  await said(2, 'trigger')
  await expect(reopen(ada, alertId ?? '', {}, at(3))).rejects.toMatchObject({ code: 'conflict' })
})

test('many at once: each answers for itself', async () => {
  const [one, two] = [await open(), await open()]
  await resolve(ada, two, {}, at(1))
  const missing = crypto.randomUUID()
  const { results } = await actOnMany(
    ben,
    { alertIds: [one, two, missing], act: { verb: 'acknowledge', note: 'all mine' } },
    at(2),
  )
  expect(results.map(({ code }) => code)).toEqual(['done', 'already-done', 'not-found'])
})

test('whom one cannot see, one cannot give it to', async () => {
  const alertId = await open()
  await expect(assign(ada, alertId, { memberId: stranger.id }, at(1))).rejects.toMatchObject({
    code: 'bad-request',
  })
})

describe('notes', () => {
  test('an edit of an older version loses no word: the refusal holds what was written meanwhile', async () => {
    const alertId = await open()
    const note = await addNote(ada, alertId, { body: 'first @ben and @ada lee, not x@ben' }, at(1))
    expect(note.mentions.sort()).toEqual([ada.id, ben.id].sort())
    await editNote(ben, note.noteId, { body: 'Ben’s words', version: 1 }, at(2))
    await expect(
      editNote(ada, note.noteId, { body: 'Ada’s words', version: 1 }, at(2)),
    ).rejects.toMatchObject({
      code: 'conflict',
      message: 'Ben changed this note meanwhile. It says now:\n\nBen’s words',
    })
    const revisions = (await readRevisions(ada.scope, note.noteId))?.revisions
    expect(revisions?.map(({ body, memberName }) => [body, memberName])).toEqual([
      ['first @ben and @ada lee, not x@ben', 'Ada Lee'],
      ['Ben’s words', 'Ben'],
    ])
  })

  test('two edits at once: one is kept, the other is told', async () => {
    const note = await addNote(ada, await open(), { body: 'first' }, at(1))
    const outcomes = await Promise.allSettled(
      [ada, ben].map((who) => editNote(who, note.noteId, { body: who.name, version: 1 }, at(2))),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('a deleted one is shown as deleted, and only its history keeps the words', async () => {
    const alertId = await open()
    const { noteId } = await addNote(ada, alertId, { body: 'oops' }, at(1))
    await deleteNote(ada, noteId, at(2))
    await expect(deleteNote(ada, noteId, at(3))).rejects.toMatchObject({ code: 'already-done' })
    const detail = await readAlert(ada, alertId)
    expect(detail?.notes).toMatchObject([{ body: '', deletedAt: at(2).getTime() }])
    expect(JSON.stringify(detail?.events)).not.toContain('oops')
    expect((await eventsOf(alertId)).map(([, kind]) => kind)).toEqual(['opened', 'noted', 'note-deleted'])
  })
})

describe('the inbox', () => {
  test('each view shows its own, worst first, and a page leads to the next', async () => {
    const customer = await makeCustomer({ name: 'Paging' })
    const app = await makeApp(customer, { name: 'Shop' })
    const me = await staffOf(customer, 'Me')
    const make = (minutes: number, severity: 'critical' | 'minor') =>
      openAlert({ customerId: customer.id, at: at(minutes), severity, appId: app.id })
    const old = await make(0, 'minor')
    for (let i = 1; i <= 52; i += 1) await make(i, 'minor')
    const worst = await make(60, 'critical')
    const read = (query: object) => readInbox(me, inboxQuerySchema.parse(query), at(100))

    const first = inboxSchema.parse(await read({}))
    expect(first.alerts.slice(0, 2).map(({ alertId }) => alertId)).toEqual([worst, old])
    expect(first.alerts[0]).toMatchObject({ customerName: 'Paging', appName: 'Shop' })
    expect(first.waiting).toEqual({ count: 54, worst: 'critical' })
    const second = await read({ cursor: first.next ?? '' })
    expect(second.alerts).toHaveLength(4)
    expect(new Set([...first.alerts, ...second.alerts].map(({ alertId }) => alertId)).size).toBe(54)

    await snooze(me, worst, { until: at(200).getTime() }, at(100))
    await resolve(me, old, {}, at(100))
    expect((await read({ view: 'snoozed' })).alerts).toMatchObject([{ alertId: worst }])
    expect((await read({ view: 'mine' })).alerts).toMatchObject([{ alertId: worst }])
    expect((await read({ view: 'resolved' })).alerts).toMatchObject([{ alertId: old }])
    expect((await read({ q: '100%_' })).alerts).toEqual([])
    const found = await read({ q: 'shop', severity: 'critical', customer: customer.id, app: app.id })
    expect(found.counts).toEqual({ firing: 0, unowned: 0, mine: 1, snoozed: 1, suppressed: 0, resolved: 0 })
    expect(await readWaiting(me, at(100))).toMatchObject({ count: 52, worst: 'minor' })

    await unsnooze(me, worst, at(101))
    expect((await read({ severity: 'critical' })).counts).toMatchObject({ firing: 1, unowned: 0, snoozed: 0 })
  })

  test('a cursor that is not ours, and a customer or app outside the scope, are refused', async () => {
    const read = (query: object) => readInbox(stranger, inboxQuerySchema.parse(query), at(0))
    const far = btoa(JSON.stringify([1, Number.MAX_SAFE_INTEGER, ours.id]))
    await expect(read({ cursor: far })).rejects.toMatchObject({ code: 'bad-request' })
    expect(inboxQuerySchema.safeParse({ q: 'a\u0000b' }).success).toBe(false)
    await expect(read({ cursor: 'abc' })).rejects.toMatchObject({ code: 'bad-request' })
    await expect(read({ customer: ours.id })).rejects.toEqual(notFound)
    await expect(read({ app: (await makeApp(ours)).id })).rejects.toEqual(notFound)
    await expect(read({ rule: crypto.randomUUID() })).rejects.toEqual(notFound)
  })
})

test('the detail tells of the episodes before, and how they ended', async () => {
  const dedupKey = `rule:1:${crypto.randomUUID()}`
  const said = (minutes: number, action: 'trigger' | 'resolve') =>
    apply({ customerId: ours.id, dedupKey, at: at(minutes), action, reopenWindowMs: 0, reason: 'value' })
  const { alertId: before } = await said(0, 'trigger')
  await addNote(ada, before ?? '', { body: 'it was the switch' }, at(0))
  await said(1, 'resolve')
  const { alertId } = await said(2, 'trigger')
  const detail = alertDetailSchema.parse(await readAlert(ada, alertId ?? ''))
  expect(detail.past).toMatchObject([
    { alertId: before, resolvedBy: 'source', resolveReason: 'value', lastNote: 'it was the switch' },
  ])
  expect(detail.people.map(({ name }) => name)).toEqual(expect.arrayContaining(['Ada Lee', 'Ben']))
  expect(detail.people.map(({ name }) => name)).not.toContain('Stranger')
  expect(await readAlertSeries(ada.scope, alertId ?? '', at(3))).toEqual({ series: null })
})

test('an alert of another customer does not exist, whatever is tried', async () => {
  const alertId = await open()
  const { noteId } = await addNote(ada, alertId, { body: 'ours' }, at(1))
  expect(await readAlert(stranger, alertId)).toBeNull()
  expect(await readRevisions(stranger.scope, noteId)).toBeNull()
  expect(await readAlertSeries(stranger.scope, alertId, at(1))).toBeNull()
  const tried = await Promise.allSettled([
    acknowledge(stranger, alertId, {}, at(1)),
    resolve(stranger, alertId, {}, at(1)),
    reopen(stranger, alertId, {}, at(1)),
    addNote(stranger, alertId, { body: 'boo' }, at(1)),
    editNote(stranger, noteId, { body: 'boo', version: 1 }, at(1)),
    deleteNote(stranger, noteId, at(1)),
  ])
  expect(tried).toEqual(tried.map(() => ({ status: 'rejected', reason: notFound })))
  expect(await eventsOf(alertId)).toHaveLength(2)
})
