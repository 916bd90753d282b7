import { severityWords } from '#lib/alerting/severity-words.ts'
import type { MyNotifications } from '#lib/notifications/contract.ts'
import { listWords, longDayNames, spanWords } from '../shared/span-words.ts'

type Quiet = NonNullable<MyNotifications['quietHours']>
type Steps = MyNotifications['defaultSteps']

/**
 * "At 02:00 on a Tuesday a Degraded alert waits until 07:00; a Critical one comes at once." A night belongs to the day
 * on which it begins.
 */
export function quietHoursSentence(quiet: Quiet | null): string {
  if (!quiet) return 'No quiet hours: every alert that is for you comes at any time.'
  const { weekday, time } = exampleOf(quiet)
  const day = longDayNames[weekday - 1]
  const waits = quiet.butSeverity === 'critical' ? severityWords.major : severityWords.minor
  const comes = quiet.butSeverity === 'critical' ? 'a Critical one' : 'an Impaired or Critical one'
  const article = /^[AEIOU]/.test(waits) ? 'an' : 'a'
  const until = quiet.from === quiet.to ? `${quiet.to} the next day` : quiet.to
  return `At ${time} on a ${day} ${article} ${waits} alert waits until ${until}; ${comes} comes at once.`
}

/** A moment that is quiet: two o'clock at night when that is, else the middle. */
function exampleOf({ days, from, to }: Quiet): { weekday: number; time: string } {
  const first = [...days].sort((a, b) => a - b)[0] ?? 1
  const [start, end] = [minutesOf(from), minutesOf(to)]
  const length = (end - start + 1440) % 1440 || 1440
  const night = (120 - start + 1440) % 1440
  const into = night > 0 && night < length ? night : Math.floor(length / 2)
  const at = start + into
  return { weekday: at >= 1440 ? (first % 7) + 1 : first, time: clockOf(at % 1440) }
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
const two = (n: number) => String(n).padStart(2, '0')
const clockOf = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`

const ways = { email: 'an e-mail', slack: 'a Slack message' } as const

/** What the sender does for who chose nothing; the same in lib/notifications/personal/pages.ts. */
const usual = { default: 'an e-mail at once', important: 'an e-mail and a Slack message at once' } as const

/** "An e-mail at once, then a Slack message after 5 min, unless somebody answers before." */
export function personalStepsSentence(steps: Steps, set: keyof typeof usual): string {
  if (steps.length === 0) return `Nothing chosen, so the usual way: ${usual[set]}.`
  const ordered = [...steps].sort((a, b) => a.afterMs - b.afterMs)
  const told = ordered.map(
    ({ afterMs, by }) => `${ways[by]} ${afterMs === 0 ? 'at once' : `after ${spanWords(afterMs)}`}`,
  )
  const text = listWords(told, 'and')
  const unless = ordered.some(({ afterMs }) => afterMs > 0) ? ', unless somebody answers before' : ''
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${unless}.`
}
