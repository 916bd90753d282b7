import type { StatusToken } from '#components/ui/status-glyph.tsx'
import type { ActionKind, ActionView, ReviewStatus } from '#lib/incidents/learning/contract.ts'

export const reviewStatusWords: Record<ReviewStatus, string> = {
  draft: 'Draft',
  'in-review': 'In review',
  reviewed: 'Reviewed',
  closed: 'Closed',
}

export const actionKindWords: Record<ActionKind, string> = {
  prevent: 'Prevent',
  detect: 'Detect sooner',
  mitigate: 'Soften',
  process: 'Process',
}

/** Where it stands, in a word and on the one scale. What nobody knows yet is never green. */
export function actionLook(action: ActionView): { token: StatusToken; word: string } {
  if (action.status === 'declined') return { token: 'unk', word: 'Declined' }
  if (action.status === 'open') {
    if (action.checkState === 'recurred') return { token: 'major', word: 'Came back' }
    return action.overdue ? { token: 'minor', word: 'Overdue' } : { token: 'unk', word: 'Open' }
  }
  if (action.checkState === 'held') return { token: 'ok', word: 'Held' }
  if (action.cannotSay !== null) return { token: 'unk', word: 'Cannot say' }
  if (action.checkState === 'watching') return { token: 'maint', word: 'Done, watching' }
  return { token: 'unk', word: 'Done, not watched' }
}
