import { v7 as uuidv7 } from 'uuid'
import type { Member, TenantScope } from '#lib/access/member.ts'
import { recordActivity } from '#lib/activity/record.server.ts'
import { inScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { NewNote, SessionNote, SessionNotes } from './contract.ts'
import { findCustomerOfSession, findNotes, insertNote } from './store.server.ts'

/** Adds a note. Notes are only ever added, so two people who write at once both keep every word. */
export async function addNote(
  member: Member,
  sessionId: string,
  asked: NewNote,
  now: Date,
): Promise<SessionNote> {
  const customerId = await findCustomerOfSession(member.scope, sessionId)
  if (customerId === null) throw new Refused('not-found', 'No such thing.')
  const note: SessionNote = {
    noteId: uuidv7(),
    memberId: member.id,
    memberName: member.name,
    at: now.getTime(),
    momentAt: asked.momentAt ?? null,
    body: asked.body,
  }
  await inScope(member.scope, async (tx) => {
    await insertNote(tx, { ...note, customerId, sessionId })
    await recordActivity(tx, {
      customerId,
      at: now,
      actorId: member.id,
      actorName: member.name,
      kind: 'note.added',
      subjectType: 'session',
      subjectId: sessionId,
      data: { noteId: note.noteId },
    })
  })
  return note
}

/** Null: no such call in the scope. */
export async function readNotes(scope: TenantScope, sessionId: string): Promise<SessionNotes | null> {
  const customerId = await findCustomerOfSession(scope, sessionId)
  if (customerId === null) return null
  return { notes: await findNotes(scope, customerId, sessionId) }
}
