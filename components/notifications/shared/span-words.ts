const thin = '\u2009'
const units: [ms: number, word: string][] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
]

/** An exact span as people write it: "30 s", "1 h 30 min", "2 d 12 h". Nothing is rounded away above a second. */
export function spanWords(ms: number): string {
  let rest = Math.max(0, Math.round(ms / 1000) * 1000)
  const parts: string[] = []
  for (const [size, word] of units) {
    const count = Math.floor(rest / size)
    if (count > 0) parts.push(`${count}${thin}${word}`)
    rest -= count * size
  }
  return parts.length === 0 ? `0${thin}s` : parts.join(' ')
}

/** "Slack", "Slack and e-mail", "Slack, e-mail and PagerDuty". */
export function listWords(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items[0] ?? ''
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
}

/** "1 message", "3 messages". */
export const countWords = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

/** 1 = Monday, as in the contract. */
export const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
export const longDayNames = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const

/** "every day", "Mon–Fri", "Mon, Wed and Sun". */
export function daysWords(days: readonly number[]): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b)
  if (sorted.length === 7) return 'every day'
  const [first = 1] = sorted
  const last = sorted.at(-1) ?? first
  const isRun = sorted.length > 2 && last - first === sorted.length - 1
  const name = (day: number) => dayNames[day - 1] ?? `day ${day}`
  return isRun ? `${name(first)}–${name(last)}` : listWords(sorted.map(name))
}
