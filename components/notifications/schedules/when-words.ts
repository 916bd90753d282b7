import { zoneAbbreviation } from '#components/time/format-time.ts'
import { dayNames } from '../shared/span-words.ts'
import { localAt, weekdayOf } from './zone-time.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "23 Nov" */
export const dayWords = (day: string): string =>
  `${Number(day.slice(8, 10))} ${months[Number(day.slice(5, 7)) - 1]}`

/** "Mon 23 Nov, 09:00 CET": a moment as that zone's people say it, the zone always named. */
export function whenWords(at: number, zone: string): string {
  const local = localAt(at, zone)
  const day = local.slice(0, 10)
  return `${dayNames[weekdayOf(day) - 1]} ${dayWords(day)}, ${local.slice(11)} ${zoneAbbreviation(at, zone)}`
}

/** "Mon 23 Nov, 09:00 – Mon 30 Nov, 09:00 CET"; the zone twice when clocks change in between. */
export function spanOfWords(from: number, to: number, zone: string): string {
  const [start, end] = [whenWords(from, zone), whenWords(to, zone)]
  const isSameZone = zoneAbbreviation(from, zone) === zoneAbbreviation(to, zone)
  return `${isSameZone ? start.slice(0, start.lastIndexOf(' ')) : start} – ${end}`
}
