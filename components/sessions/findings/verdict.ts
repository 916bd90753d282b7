import type { StatusToken } from '#components/ui/status-glyph.tsx'
import type { Finding } from '#lib/diagnosis/contract.ts'
import { tellFinding } from '#lib/diagnosis/describe.ts'
import type { Band, ParticipantView, SessionView } from '#lib/sessions/contract.ts'
import { calmLine, findingsOf, nameOf } from '../headline.ts'
import { severityStatus } from './finding-words.ts'
import { groupFindings } from './order-findings.ts'

/** The one sentence at the top of a call, in parts, with what it rests on. */
export type Verdict = {
  token: StatusToken
  /** the state in one word, beside the glyph */
  word: string
  /** what people notice, without a full stop */
  lead: string
  since: { from: number; to: number | null } | null
  /** the likely cause as a clause; null = no cause is known */
  because: string | null
  /** what it is about; null where no finding is */
  finding: Finding | null
  remedy: string | null
  /** other findings that are open (or were, in an ended call) and more than hints */
  more: number
  restsOn: string
}

type Call = {
  session: Pick<SessionView, 'state' | 'band'> & SessionView
  participants: readonly ParticipantView[]
  findings: readonly Finding[]
}

/** What is wrong, or that nothing is known to be, or that nothing is known. */
export function verdictOf(call: Call): Verdict {
  const live = call.session.state === 'live'
  const { ranked, others } = groupFindings(call.findings)
  const told = [...ranked, ...others].map(({ finding }) => finding)
  const candidates = live ? told.filter(({ clearedAt }) => clearedAt === null) : told
  const worst = worstOf(candidates)
  if (worst) return badVerdict(call, worst, candidates.length - 1)
  return unexplained(call) ?? calmVerdict(call, told)
}

const weight = { critical: 3, major: 2, minor: 1, info: 0 } as const

/** The root cause; without one the gravest, the oldest of equals. */
function worstOf(findings: readonly Finding[]): Finding | null {
  const order = (finding: Finding) => (finding.rank === null ? 10 : finding.rank)
  return (
    findings.toSorted(
      (a, b) => order(a) - order(b) || weight[b.severity] - weight[a.severity] || a.openedAt - b.openedAt,
    )[0] ?? null
  )
}

function badVerdict(call: Call, finding: Finding, more: number): Verdict {
  const told = tellFinding(finding, namesIn(call.participants))
  const { token, word } = severityStatus[finding.severity]
  return {
    token: token ?? 'minor',
    word,
    lead: withoutStop(told.notice),
    since: { from: finding.openedAt, to: finding.clearedAt },
    because: told.cause,
    finding,
    remedy: told.remedy,
    more,
    restsOn: basis(call),
  }
}

const bandToken: Record<Band, StatusToken> = {
  good: 'ok',
  fair: 'minor',
  poor: 'major',
  bad: 'crit',
  unknown: 'unk',
}

/** Somebody suffers and no finding says why: that is said, not guessed. */
function unexplained(call: Call): Verdict | null {
  const [worst, ...rest] = findingsOf(call.session, call.participants)
  if (!worst) return null
  const known = worst.band !== 'unknown'
  return {
    token: bandToken[worst.band],
    word: known ? 'Cause not known' : 'No data',
    lead: known ? `${worst.who}: ${worst.what}` : silentLine(call, worst, rest.length + 1),
    since: worst.since === null ? null : { from: worst.since, to: null },
    because: null,
    finding: null,
    remedy: known
      ? 'Look at the measurements of this participant below.'
      : 'Ask whether they are still in the call: their page may be closed, asleep or offline.',
    more: rest.length,
    restsOn: basis(call),
  }
}

/** Who is not heard of: by name when it is one person. */
function silentLine({ participants }: Call, worst: { who: string; what: string }, silent: number): string {
  if (silent === 1) return `${worst.who}: ${worst.what}`
  const here = participants.filter(({ state }) => state !== 'left').length
  return `No measurements arrive from ${silent === here ? 'any' : `${silent}`} of the ${here} participants`
}

function calmVerdict(call: Call, earlier: readonly Finding[]): Verdict {
  const scored = call.participants.some(({ band }) => band !== 'unknown')
  const known = scored || call.session.band !== 'unknown'
  const ended = call.session.state === 'ended'
  const before =
    earlier.length === 0
      ? ''
      : ` ${earlier.length === 1 ? 'One problem' : `${earlier.length} problems`} of earlier ${earlier.length === 1 ? 'is' : 'are'} over.`
  return {
    token: known ? 'ok' : 'unk',
    word: known ? (ended ? 'Nothing found' : 'Nothing wrong is known') : 'Unknown',
    lead: `${withoutStop(calmLine(call.session, call.participants))}${before ? `.${withoutStop(before)}` : ''}`,
    since: null,
    because: null,
    finding: null,
    remedy: known ? null : 'How this call is cannot be said. That is not the same as good.',
    more: 0,
    restsOn: basis(call),
  }
}

/** Whose reports a verdict rests on, and whose are missing. */
export function basis({ session, participants }: Pick<Call, 'session' | 'participants'>): string {
  const live = session.state === 'live'
  const people = participants.filter(
    ({ role, state }) => role !== 'server-log' && (!live || state !== 'left'),
  )
  if (people.length === 0) return 'Nobody has reported anything.'
  const silent = people.filter(
    ({ lastReportAt, state }) => lastReportAt === null || (live && state === 'no-telemetry'),
  )
  const heard = people.length - silent.length
  const rests = `Rests on the measurements of ${heard} of ${people.length} ${people.length === 1 ? 'participant' : 'participants'}`
  if (silent.length === 0) return `${rests}.`
  const names = silent.slice(0, 3).map(nameOf).join(', ')
  return `${rests}; nothing from ${names}${silent.length > 3 ? ` and ${silent.length - 3} more` : ''}.`
}

/** Names by id; somebody who is not in the list any more is "somebody". */
export function namesIn(participants: readonly ParticipantView[]): (participantId: string) => string {
  const names = new Map(participants.map((person) => [person.participantId, nameOf(person)]))
  return (participantId) => names.get(participantId) ?? 'somebody'
}

const withoutStop = (text: string) => text.replace(/[.\s]+$/, '')
