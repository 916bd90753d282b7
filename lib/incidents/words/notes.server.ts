import { v7 as uuidv7 } from 'uuid'
import type { Member } from '#lib/access/member.ts'
import { findMentions } from '#lib/alerting/alerts/find-mentions.ts'
import { findPeople } from '#lib/alerting/alerts/read-store.server.ts'
import { Refused } from '#lib/errors.ts'
import { draftIncidentEvent } from '../state/incident-row.ts'
import type { IncidentNote, IncidentNotes, WordRevisions } from './contract.ts'
import { gone, type Held, holdIncident } from './hold-incident.server.ts'
import {
  findNote,
  findNoteRevisions,
  findNotes,
  insertNote,
  insertNoteRevision,
  type NoteRow,
  updateNote,
} from './notes-store.server.ts'

export const readNotes = (member: Member, incidentId: string, now: Date): Promise<IncidentNotes> =>
  holdIncident(
    member,
    async () => incidentId,
    now,
    async ({ db, row }) => ({
      notes: await findNotes(db, row.customerId, row.id),
      people: await findPeople(db, row.customerId),
    }),
  )

/** Notes are added to ended incidents too: that is when one learns. */
export const addNote = (
  member: Member,
  incidentId: string,
  { body }: { body: string },
  now: Date,
): Promise<IncidentNote> =>
  holdIncident(
    member,
    async () => incidentId,
    now,
    async ({ db, row, by, write }) => {
      const mentions = findMentions(body, await findPeople(db, row.customerId))
      const note: NoteRow = {
        ...{ customerId: row.customerId, incidentId: row.id, noteId: uuidv7(), body, mentions, version: 1 },
        ...{ memberId: member.id, memberName: member.name },
        ...{ createdAt: now.getTime(), editedAt: null, deletedAt: null },
      }
      await insertNote(db, note)
      await insertNoteRevision(db, note, member.name, now)
      await write({ patch: {}, events: [draftIncidentEvent(by, 'noted', { noteId: note.noteId, mentions })] })
      return note
    },
  )

/** Whoever wrote meanwhile is not overwritten. */
export const editNote = (
  member: Member,
  noteId: string,
  { body, version }: { body: string; version: number },
  now: Date,
): Promise<IncidentNote> =>
  holdNote(member, noteId, now, async (note, { db, row, by, write }) => {
    if (note.version !== version)
      throw new Refused('conflict', `This note was changed meanwhile. It says now:\n\n${note.body}`)
    if (note.body === body) return note
    const mentions = findMentions(body, await findPeople(db, row.customerId))
    const changed = { ...note, body, mentions, editedAt: now.getTime(), version: version + 1 }
    await updateNote(db, changed)
    await insertNoteRevision(db, changed, member.name, now)
    const added = mentions.filter((one) => !note.mentions.includes(one))
    const data = { noteId, version: changed.version, mentions: added }
    await write({ patch: {}, events: [draftIncidentEvent(by, 'note-edited', data)] })
    return changed
  })

/** Its revisions stay. */
export const deleteNote = (member: Member, noteId: string, now: Date): Promise<IncidentNote> =>
  holdNote(member, noteId, now, async (note, { db, by, write }) => {
    await updateNote(db, { ...note, deletedAt: now.getTime() })
    await write({ patch: {}, events: [draftIncidentEvent(by, 'note-deleted', { noteId })] })
    return { ...note, deletedAt: now.getTime(), body: '', mentions: [] }
  })

export const readNoteRevisions = (member: Member, noteId: string, now: Date): Promise<WordRevisions> =>
  holdIncident(member, incidentOf(member, noteId), now, async ({ db }) => ({
    revisions: await findNoteRevisions(db, member.scope.customerIds, noteId),
  }))

const incidentOf = (member: Member, noteId: string) => async (db: Held['db']) =>
  (await findNote(db, member.scope.customerIds, noteId))?.incidentId ?? null

function holdNote(
  member: Member,
  noteId: string,
  now: Date,
  work: (note: NoteRow, held: Held) => Promise<IncidentNote>,
): Promise<IncidentNote> {
  return holdIncident(member, incidentOf(member, noteId), now, async (held) => {
    const note = await findNote(held.db, member.scope.customerIds, noteId)
    if (!note) throw gone()
    if (note.deletedAt !== null) throw new Refused('already-done', 'This note has been deleted.')
    return work(note, held)
  })
}
