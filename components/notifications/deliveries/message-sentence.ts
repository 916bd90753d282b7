import type { StatusToken } from '#components/ui/status-glyph.tsx'
import type { MessageView } from '#lib/notifications/contract.ts'
import { countWords, spanWords } from '../shared/span-words.ts'

type Delivery = MessageView['deliveries'][number]
type Status = MessageView['status']

export const messageStatus: Record<Status, { token: StatusToken; word: string; means: string }> = {
  pending: { token: 'unk', word: 'Waiting', means: 'It is to be sent, or sent again.' },
  leased: { token: 'unk', word: 'Sending', means: 'It is being sent now.' },
  sent: { token: 'ok', word: 'Sent', means: 'The far end took it.' },
  dead: { token: 'crit', word: 'Given up', means: 'It was tried and not taken. It can be retried.' },
  obsolete: {
    token: 'unk',
    word: 'Not needed',
    means: 'The alert was over before it could be sent, so nobody was told stale news.',
  },
  bundled: {
    token: 'unk',
    word: 'In a digest',
    means: 'The channel’s budget was used up; it went into one digest.',
  },
  moved: { token: 'minor', word: 'Moved', means: 'The channel did not take it; another channel carries it.' },
}

const kinds: Record<string, string> = {
  group: 'Alerts',
  page: 'Escalation',
  update: 'Update',
  digest: 'Digest',
  notice: 'Notice',
  canary: 'Daily canary',
  test: 'Test',
}
export const messageKindWord = (kind: string): string => kinds[kind] ?? kind

export const isSettled = (status: Status): boolean => status !== 'pending' && status !== 'leased'

/** "Answered 200 in 143 ms: ok", "Connection refused after 2 ms.": one attempt, precisely. */
export function attemptSentence({ outcome, statusCode, durationMs, errorClass, answer }: Delivery): string {
  if (outcome === 'started') return 'Under way.'
  const took = durationMs === null ? '' : ` in ${millisecondsWords(durationMs)}`
  if (statusCode !== null) return `Answered ${statusCode}${took}${answer ? `: ${answer}` : '.'}`
  if (outcome === 'sent') return `Taken${took}${answer ? `: ${answer}` : '.'}`
  // What never left this machine took no time worth telling.
  const after = durationMs === null || durationMs < 1 ? '' : ` after ${millisecondsWords(durationMs)}`
  const why = answer ? `${answer.slice(0, 1).toUpperCase()}${answer.slice(1)}` : 'No answer'
  return [ended(`${why}${after}`), consequences[errorClass ?? '']].filter(Boolean).join(' ')
}

const millisecondsWords = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)}\u2009ms` : `${(ms / 1000).toFixed(1)}\u2009s`

/** What follows from each class of failure that the sender tells apart. */
const consequences: Record<string, string> = {
  'rate-limited': 'The far end asked to wait.',
  permanent: 'The channel counts as broken.',
  rejected: 'Only this message was refused.',
  ambiguous: 'It may have arrived.',
}

const ended = (text: string) => (/[.…!?]$/.test(text) ? text : `${text}.`)

/** What came of a message so far, for the line under a Test button. */
export function outcomeSentence(message: MessageView, now: number): string {
  const last = message.deliveries.at(-1)
  if (message.status === 'sent') return `It arrived. ${last ? attemptSentence(last) : ''}`.trim()
  if (message.status === 'moved') return 'This channel did not take it; its fallback got it.'
  if (message.status === 'obsolete') return 'It was not needed any more.'
  if (message.status === 'bundled') return 'The channel’s budget is used up; it goes into the next digest.'
  if (message.status === 'dead') return `Not taken. ${last ? attemptSentence(last) : message.reason}`.trim()
  if (last?.outcome !== 'failed') return 'Sending …'
  const wait = message.notBefore - now
  const again = wait > 0 ? `Tried again in ${spanWords(wait)}.` : 'Tried again now.'
  return `Not taken yet, ${countWords(message.attempts, 'attempt')}. ${ended(attemptSentence(last))} ${again}`
}
