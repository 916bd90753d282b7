import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/member.ts'
import { staffOf } from '#lib/alerting/alerts/test-alerts.server.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeApp, makeCustomer, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { queryAsCustomer } from '#lib/db/transaction.server.ts'
import { incidentEventsOf, openByHand } from '../test-incidents.server.ts'
import { addNote, deleteNote, editNote, readNoteRevisions, readNotes } from './notes.server.ts'
import {
  addUpdate,
  changeUpdate,
  checkWords,
  draftFromFacts,
  previewUpdate,
  publishUpdate,
  withdrawUpdate,
} from './updates.server.ts'

let ours: TestCustomer
let other: TestCustomer
let ada: Member
let stranger: Member
const letters = () =>
  crypto
    .randomUUID()
    .replace(/[^a-f]/g, '')
    .slice(0, 6)
const otherName = `Zyxo${letters()} Vokkq`
beforeAll(async () => {
  ours = await makeCustomer({ name: `Ours ${letters()}` })
  other = await makeCustomer({ name: otherName })
  await makeApp(other, { name: 'Quuxwumpletron' })
  ada = await staffOf(ours, 'Ada Lee')
  stranger = await staffOf(other, 'Stranger')
})
afterAll(closePools)

const noon = Date.parse('2026-11-25T12:00:00Z')
const at = (minutes: number) => new Date(noon + minutes * 60_000)
const open = () => openByHand(ada, { customerId: ours.id, impactStartedAt: noon - 600_000 }, at(0))
const text = (body: string) => ({
  publicStatus: 'investigating' as const,
  body,
  notify: true,
  writtenFrom: 'hand' as const,
})
const shownToCustomer = (incidentId: string) =>
  queryAsCustomer<{ body: string; title: string }>(
    ours.scope,
    `SELECT u.body, i.public_title AS title FROM incident i JOIN incident_update u ON u.incident_id = i.id WHERE i.id = $1`,
    [incidentId],
  )

describe('a note', () => {
  it('is written, changed and deleted, and what it said stays', async () => {
    const { incidentId } = await open()
    const { noteId } = await addNote(ada, incidentId, { body: 'First' }, at(1))
    await editNote(ada, noteId, { body: 'Second @Ada Lee', version: 1 }, at(2))
    await expect(editNote(ada, noteId, { body: 'x', version: 1 }, at(2))).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(editNote(stranger, noteId, { body: 'x', version: 2 }, at(2))).rejects.toMatchObject({
      code: 'not-found',
    })
    await deleteNote(ada, noteId, at(3))
    expect((await readNotes(ada, incidentId, at(3))).notes).toMatchObject([
      { body: '', deletedAt: at(3).getTime() },
    ])
    const { revisions } = await readNoteRevisions(ada, noteId, at(3))
    expect(revisions.map(({ body }) => body)).toEqual(['First', 'Second @Ada Lee'])
    const kinds = (await incidentEventsOf(incidentId)).map(([, kind]) => kind)
    expect(kinds.slice(-3)).toEqual(['noted', 'note-edited', 'note-deleted'])
  })
})

describe('a customer update', () => {
  it('is seen by the customer once it is published, with the incident, moved in the same step', async () => {
    const { incidentId } = await open()
    const { updateId } = await addUpdate(ada, incidentId, text('We are looking into it.'), at(1))
    expect(await shownToCustomer(incidentId)).toEqual([])
    await expect(publishUpdate(ada, updateId, { version: 1 }, at(2))).rejects.toMatchObject({
      code: 'bad-request',
    })
    const asked = { version: 1, publicTitle: 'Calls drop', moveTo: 'identified' as const }
    await publishUpdate(ada, updateId, asked, at(2))
    expect(await shownToCustomer(incidentId)).toEqual([
      { body: 'We are looking into it.', title: 'Calls drop' },
    ])
    const { incident } = await previewUpdate(ada, updateId, at(2))
    expect(incident).toMatchObject({ title: 'Calls drop', status: 'identified', updates: [{ updateId }] })
    const { rows } = await pool('owner').query(
      'SELECT status, next_update_due_at AS due FROM incident WHERE id = $1',
      [incidentId],
    )
    expect(rows[0].status).toBe('identified')
    expect(rows[0].due > at(2)).toBe(true)
    const fixed = await changeUpdate(ada, updateId, { version: 2, ...text('Corrected.') }, at(3))
    expect(fixed).toMatchObject({ editedAt: at(3).getTime(), version: 3 })
    await withdrawUpdate(ada, updateId, { version: 3, reason: 'It was wrong' }, at(4))
    expect(await shownToCustomer(incidentId)).toEqual([])
    await incidentEventsOf(incidentId)
  })

  it.each([
    ['another customer’s name', () => `Also at ${otherName.toUpperCase().replace(' ', '-')}.`],
    ['its slug', () => `see ${other.slug}`],
    ['its app', () => 'in QuuxWumpletron'],
    ['a shared cause', () => 'as in SHARED-3'],
  ])('with %s is refused, whoever gives a reason', async (_what, bodyOf) => {
    const { incidentId } = await open()
    const { updateId } = await addUpdate(ada, incidentId, text(bodyOf()), at(1))
    const { leaks } = await checkWords(ada, { incidentId, title: '', body: bodyOf() }, at(1))
    expect(leaks.some(({ weight }) => weight === 'hard')).toBe(true)
    const asked = { version: 1, publicTitle: 'Calls drop', overrideReason: 'It is fine' }
    await expect(publishUpdate(ada, updateId, asked, at(2))).rejects.toMatchObject({ code: 'bad-request' })
    expect(await shownToCustomer(incidentId)).toEqual([])
  })

  it('has a time of its own, not before the impact nor ahead', async () => {
    const { incidentId } = await open()
    for (const postedAt of [noon - 700_000, noon + 3_600_000])
      await expect(addUpdate(ada, incidentId, { ...text('x'), postedAt }, at(1))).rejects.toMatchObject({
        code: 'bad-request',
      })
    const back = await addUpdate(ada, incidentId, { ...text('x'), postedAt: noon - 60_000 }, at(1))
    expect(back.postedAt).toBe(noon - 60_000)
  })

  it('is drafted from facts without staff’s title or names', async () => {
    const { incidentId } = await open()
    const { body } = await draftFromFacts(ada, incidentId, {}, at(5))
    expect(body).toContain('2026-11-25 11:50 UTC')
    expect(body).not.toMatch(/No audio|Ada/)
    await expect(draftFromFacts(stranger, incidentId, {}, at(5))).rejects.toMatchObject({ code: 'not-found' })
  })
})
