import { stableMatchers } from '../describe-matchers.ts'
import type { Matcher } from '../labels.ts'
import { type ChangedSilence, maxSilenceMs } from './contract.ts'
import { silenceState } from './silence-state.ts'

export type Silence = {
  readonly matchers: readonly Matcher[]
  readonly startsAt: number
  readonly endsAt: number
  readonly comment: string
}
export type SilenceChange =
  | { readonly do: 'refuse'; readonly because: string; readonly late: boolean }
  | { readonly do: 'nothing' }
  | { readonly do: 'change'; readonly to: Silence }
  /** end the old one now and put this one in its place: what was muted in the past stays true */
  | { readonly do: 'replace'; readonly by: Silence }

/**
 * What a wish to change a silence leads to. While it waits, everything moves; once it mutes, its labels are what they were
 * and its start is history; its end moves only into the future; what has ended is over.
 */
export function decideSilenceChange(was: Silence, wish: ChangedSilence, now: number): SilenceChange {
  const state = silenceState(was, now)
  if (state === 'expired') return refuse('This silence has ended. Make a new one.', true)
  const startsAt = wish.startsAt ?? was.startsAt
  if (state === 'active' && startsAt !== was.startsAt)
    return refuse('This silence has begun; its start stays what it was.')
  const to: Silence = {
    matchers: wish.matchers ?? was.matchers,
    startsAt: state === 'pending' ? Math.max(startsAt, now) : startsAt,
    endsAt: wish.endsAt ?? was.endsAt,
    comment: wish.comment ?? was.comment,
  }
  const wrong = wrongTimes(to, now)
  if (wrong) return refuse(wrong)
  const moved = stableMatchers(to.matchers) !== stableMatchers(was.matchers)
  if (moved && state === 'active') return { do: 'replace', by: { ...to, startsAt: now } }
  const same = to.startsAt === was.startsAt && to.endsAt === was.endsAt && to.comment === was.comment
  return same && !moved ? { do: 'nothing' } : { do: 'change', to }
}

/** Why these times cannot be; null when they can. */
export function wrongTimes(
  { startsAt, endsAt }: Pick<Silence, 'startsAt' | 'endsAt'>,
  now: number,
): string | null {
  if (endsAt <= now) return 'The end must be in the future. To stop it, end it now.'
  if (endsAt <= startsAt) return 'The end must come after the start.'
  if (endsAt - Math.max(startsAt, now) > maxSilenceMs)
    return 'A silence lasts at most 90 days from now; what lasts longer wants another rule.'
  return null
}

const refuse = (because: string, late = false) => ({ do: 'refuse', because, late }) as const
