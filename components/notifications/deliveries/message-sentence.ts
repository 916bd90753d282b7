import type { StatusToken } from '#components/ui/status-glyph.tsx'
import type { MessageView } from '#lib/notifications/contract.ts'
import { countWords, spanWords } from '../shared/span-words.ts'

type Delivery = MessageView['deliveries'][number]
type Status = MessageView['status']

export const messageStatus: Record<Status, { token: StatusToken; word: string; means: string }> = {
  pending: { token: 'maint', word: 'Waiting', means: 'It is to be sent, or sent again.' },
  leased: { token: 'maint', word: 'Sending', means: 'It is being sent now.' },
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

/** "answered 200 in 143 ms", "did not answer within 10 s", "name not found": one attempt, precisely. */
export function attemptSentence({ outcome, statusCode, durationMs, errorClass, answer }: Delivery): string {
  if (outcome === 'started') return 'Under way.'
  const took = durationMs === null ? '' : ` in ${millisecondsWords(durationMs)}`
  if (statusCode !== null) return `Answered ${statusCode}${took}${answer ? `: ${answer}` : '.'}`
  if (outcome === 'sent') return `Taken${took}${answer ? `: ${answer}` : '.'}`
  const why = errorClass ? failureWords(errorClass) : 'No answer'
  return `${why}${durationMs === null ? '' : ` after ${millisecondsWords(durationMs)}`}${answer ? `: ${answer}` : '.'}`
}

const millisecondsWords = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)}\u2009ms` : `${(ms / 1000).toFixed(1)}\u2009s`

const failures: [pattern: RegExp, words: string][] = [
  [/timeout|timed.?out|deadline/i, 'No answer in time'],
  [/refused|ECONNREFUSED/i, 'Connection refused'],
  [/reset|ECONNRESET|EPIPE|hang/i, 'Connection broken off'],
  [/dns|ENOTFOUND|EAI_AGAIN|name/i, 'Host name not found'],
  [/tls|cert|ssl/i, 'No safe connection (TLS)'],
  [/ssrf|private|forbidden.address|not.allowed|blocked/i, 'This address is not allowed'],
  [/rate|throttl|too.?many/i, 'Told to wait'],
  [/auth/i, 'Not accepted as ourselves'],
]
const failureWords = (errorClass: string): string =>
  failures.find(([pattern]) => pattern.test(errorClass))?.[1] ?? `Failed (${errorClass})`

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
