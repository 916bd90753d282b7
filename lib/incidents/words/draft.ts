import type { IncidentImpact, PublicStatus } from '../contract.ts'
import type { Drafted } from './contract.ts'
import { untitled } from './public-view.ts'

/**
 * A first text from the facts, for a person to approve. It knows numbers, times and what the customer reads already; no
 * participant, host, colleague or title of ours is among what it is given.
 */
export type DraftFacts = {
  publicTitle: string | null
  status: PublicStatus
  impactStartedAt: number | null
  impactEndedAt: number | null
  impact: Pick<IncidentImpact, 'sessions' | 'participants' | 'impactMinutes'> | null
  nextUpdateAt: number | null
  template: string | null
}

const instant = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
const counted = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`

const doing: Record<PublicStatus, string> = {
  investigating: 'We are looking for the cause.',
  identified: 'We know the cause and are working on it.',
  monitoring: 'A fix is in place. We are watching whether it holds.',
  resolved: 'It is over. We are looking at how to keep it from coming back.',
}

export function draftUpdate(facts: DraftFacts): Drafted {
  const { status, impact, impactStartedAt, impactEndedAt } = facts
  const title = facts.publicTitle ?? untitled
  const over = status === 'resolved'
  const holes: Record<string, string> = {
    what: `${title}.`,
    since:
      impactStartedAt === null
        ? 'We are finding out since when.'
        : over && impactEndedAt !== null
          ? `It lasted from ${instant(impactStartedAt)} to ${instant(impactEndedAt)}.`
          : `It began at ${instant(impactStartedAt)}.`,
    affected:
      impact === null
        ? 'We are measuring how many people it affects.'
        : `It affected ${counted(impact.sessions, 'call', 'calls')} with ${counted(impact.participants, 'person', 'people')}.`,
    doing: doing[status],
    next: over || facts.nextUpdateAt === null ? '' : `The next word comes by ${instant(facts.nextUpdateAt)}.`,
  }
  const body = (facts.template ?? '{what} {since} {affected}\n\n{doing} {next}').replace(
    /\{(what|since|affected|doing|next)\}/g,
    (_hole, name: string) => holes[name] ?? '',
  )
  const facts_ = Object.entries(holes).map(([label, value]) => ({ label, value }))
  return { title, publicStatus: status, body: body.trim(), facts: facts_.filter(({ value }) => value !== '') }
}
