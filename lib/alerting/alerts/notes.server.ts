import { v7 as uuidv7 } from 'uuid'
import type { Member } from '#lib/access/member.ts'
import { writeInScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { Person } from './act.ts'
import { type Actor, actorOf, eventActorOf } from './actor.ts'
import { type AlertRow, draftEvent } from './alert-row.ts'
import type { AlertNote } from './contract.ts'
import { findMentions } from './find-mentions.ts'
import {
  findAlertOfNote,
  findRevisions,
  insertNote,
  insertRevision,
  lockNote,
  type NoteRow,
  updateNote,
} from './notes-store.server.ts'
import { findPeople } from './read-store.server.ts'
import { type Db, lockAlert } from './store.server.ts'
import { writeChange } from './write-change.server.ts'

type Holding = { db: Db; alert: AlertRow; person: Person; member: Member }
const gone = () => new Refused('not-found', 'No such thing.')

/** Notes are added to ended alerts too. */
export function addNote(
  who: Member | Actor,
  alertId: string,
  { body }: { body: string },
  now: Date,
): Promise<AlertNote> {
  return holding(
    who,
    async () => alertId,
    async ({ db, alert, person, member }) => {
      const mentions = findMentions(body, await findPeople(db, alert.customerId))
      const note: NoteRow = {
        ...{ customerId: alert.customerId, alertId, noteId: uuidv7(), body, mentions, version: 1 },
        ...{ memberId: member.id, memberName: member.name },
        ...{ createdAt: now.getTime(), editedAt: null, deletedAt: null },
      }
      await insertNote(db, note)
      await insertRevision(db, note, member.name, now)
      const noted = draftEvent(person, 'noted', { data: { noteId: note.noteId, mentions } })
      await writeChange(db, alert, { patch: {}, events: [noted] }, now)
      return note
    },
  )
}

/** Whoever wrote meanwhile is not overwritten: the refusal says what it says now, the writer still has their own. */
export function editNote(
  who: Member | Actor,
  noteId: string,
  { body, version }: { body: string; version: number },
  now: Date,
): Promise<AlertNote> {
  return holdingNote(who, noteId, async (note, { db, alert, person, member }) => {
    if (note.version !== version) return meanwhile(db, note)
    if (note.body === body) return note
    const mentions = findMentions(body, await findPeople(db, alert.customerId))
    const changed = { ...note, body, mentions, editedAt: now.getTime(), version: version + 1 }
    await updateNote(db, changed)
    await insertRevision(db, changed, member.name, now)
    const added = mentions.filter((memberId) => !note.mentions.includes(memberId))
    const edited = draftEvent(person, 'note-edited', {
      data: { noteId, version: changed.version, mentions: added },
    })
    await writeChange(db, alert, { patch: {}, events: [edited] }, now)
    return changed
  })
}

/** Its revisions stay. */
export function deleteNote(who: Member | Actor, noteId: string, now: Date): Promise<AlertNote> {
  return holdingNote(who, noteId, async (note, { db, alert, person }) => {
    const deleted = { ...note, deletedAt: now.getTime() }
    await updateNote(db, deleted)
    const event = draftEvent(person, 'note-deleted', { data: { noteId } })
    await writeChange(db, alert, { patch: {}, events: [event] }, now)
    return { ...deleted, body: '', mentions: [] }
  })
}

async function meanwhile(db: Db, note: NoteRow): Promise<Refused> {
  const last = (await findRevisions(db, [note.customerId], note.noteId)).at(-1)
  const by = last?.memberName ?? note.memberName
  return new Refused('conflict', `${by} changed this note meanwhile. It says now:\n\n${note.body}`)
}

function holdingNote(
  who: Member | Actor,
  noteId: string,
  work: (note: NoteRow, held: Holding) => Promise<AlertNote | Refused>,
): Promise<AlertNote> {
  const { scope } = actorOf(who).member
  return holding(
    who,
    (db) => findAlertOfNote(db, scope.customerIds, noteId),
    async (held) => {
      const note = await lockNote(held.db, scope.customerIds, noteId)
      if (!note) return gone()
      return note.deletedAt === null
        ? work(note, held)
        : new Refused('already-done', 'This note has been deleted.')
    },
  )
}

/** One transaction that holds the alert, so that its events stay numbered; a refusal is thrown after it ended well. */
async function holding<T>(
  who: Member | Actor,
  alertIdOf: (db: Db) => Promise<string | null>,
  work: (held: Holding) => Promise<T | Refused>,
): Promise<T> {
  const actor = actorOf(who)
  const { member } = actor
  const person = { ...eventActorOf(actor), actorId: member.id }
  const outcome = await writeInScope(member.scope, async (db) => {
    const alertId = await alertIdOf(db)
    const alert = alertId && (await lockAlert(db, member.scope.customerIds, alertId))
    return alert ? work({ db, alert, person, member }) : gone()
  })
  if (outcome instanceof Refused) throw outcome
  return outcome
}
