import { Refused } from '#lib/errors.ts'
import type { ActionRow } from './action-row.ts'
import { watchMs } from './decide-recurrence.ts'

type Patch = Partial<ActionRow>
const unwatched = { checkUntil: null, cannotSay: null, doneAt: null }

/** Done begins the 30 days in which it must not come back. */
export function doneAction({ status, check }: ActionRow, now: Date): Patch | Refused {
  if (status === 'done') return new Refused('already-done', 'It is done already.')
  return {
    ...{ status: 'done', doneAt: now, declineReason: null, cannotSay: null },
    checkState: check === null ? 'none' : 'watching',
    checkUntil: check === null ? null : new Date(now.getTime() + watchMs),
  }
}

export function declineAction({ status }: ActionRow, reason: string): Patch | Refused {
  if (status === 'declined') return new Refused('already-done', 'It is declined already.')
  return { ...unwatched, status: 'declined', declineReason: reason, checkState: 'none' }
}

/** By hand; what comes back by itself is counted apart. */
export function reopenAction({ status, check }: ActionRow): Patch | Refused {
  if (status === 'open') return new Refused('already-done', 'It is open already.')
  return { ...unwatched, status: 'open', declineReason: null, checkState: waitingOf(check) }
}

export const waitingOf = (check: ActionRow['check']) =>
  check === null ? ('none' as const) : ('waiting' as const)

/** A check given to something done is watched from when that was. */
export function checkPatch({ status, doneAt }: ActionRow, check: ActionRow['check']): Patch {
  if (status === 'declined') return { check, checkState: 'none' }
  if (check === null || status !== 'done' || doneAt === null)
    return { check, checkState: waitingOf(check), checkUntil: null, cannotSay: null }
  return { check, checkState: 'watching', checkUntil: new Date(doneAt.getTime() + watchMs), cannotSay: null }
}
