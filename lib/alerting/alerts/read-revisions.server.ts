import type { TenantScope } from '#lib/access/member.ts'
import { findAlertOfNote, findRevisions } from './notes-store.server.ts'
import { readInScope } from './read-in-scope.server.ts'

/** What a note has said since it was written. Null: no such note in the scope. */
export function readRevisions({ customerIds }: TenantScope, noteId: string) {
  return readInScope({ customerIds }, async (db) => {
    if ((await findAlertOfNote(db, customerIds, noteId)) === null) return null
    return { revisions: await findRevisions(db, customerIds, noteId) }
  })
}
