import type { PolicyStep, Target } from '#lib/notifications/contract.ts'
import { countWords, listWords, spanWords } from '../shared/span-words.ts'

/** "at once", "10 min later": when a step comes, told from the one before it. */
export function stepDelayWords(step: PolicyStep, index: number): string {
  if (step.delayMs === 0) return index === 0 ? 'At once' : 'At the same moment'
  return index === 0 ? `After ${spanWords(step.delayMs)}` : `${spanWords(step.delayMs)} later`
}

/** What happens after the last step. */
export function repeatWords(repeat: number): string {
  if (repeat < 0) return 'Then all of it again, until somebody acknowledges.'
  if (repeat === 0) return 'Then it stops, and the alert says that nobody answered.'
  return `Then all of it again, ${countWords(repeat, 'more time')}, before it stops and the alert says that nobody answered.`
}

export type TargetNames = (target: Target) => string

/** The whole ladder in one sentence, for lists and for screen readers. */
export function policySentence(steps: readonly PolicyStep[], repeat: number, nameOf: TargetNames): string {
  if (steps.length === 0) return 'No steps: nobody would be told.'
  const told = steps.map(
    (step, i) =>
      `${stepDelayWords(step, i)} ${listWords(step.targets.map(nameOf)) || 'nobody'}${step.important ? ' (important)' : ''}`,
  )
  return `${told.join('; ')}. ${repeatWords(repeat)}`
}

/** How long from the alert until the last step of the first round has told somebody. */
export const ladderMs = (steps: readonly PolicyStep[]): number =>
  steps.reduce((sum, step) => sum + step.delayMs, 0)

/** Why this policy may tell nobody at 3 a.m.; null when nothing is wrong with it. */
export function policyWarning(
  steps: readonly PolicyStep[],
  isKnown: (target: Target) => boolean,
  hasSomebody: (scheduleId: string) => boolean,
): string | null {
  if (steps.length === 0) return 'This policy has no steps. An alert that reaches it tells nobody.'
  const targets = steps.flatMap((step) => step.targets)
  if (targets.length === 0) return 'None of the steps names anybody. An alert that reaches it tells nobody.'
  const gone = targets.filter((target) => !isKnown(target)).length
  if (gone === targets.length) return 'Everybody this policy names is gone. It would tell nobody.'
  if (gone > 0)
    return `${countWords(gone, 'target')} of this policy ${gone === 1 ? 'is' : 'are'} gone and would be skipped.`
  const empty = targets.filter((target) => target.kind === 'schedule' && !hasSomebody(target.id))
  if (empty.length === targets.length)
    return 'Nobody is on call in any of its schedules right now. It would tell nobody.'
  return null
}
