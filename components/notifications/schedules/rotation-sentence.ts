import type { Rotation, Shift } from '#lib/notifications/contract.ts'
import { daysWords, listWords, longDayNames } from '../shared/span-words.ts'
import { weekdayOf } from './zone-time.ts'

/** "Mara, Ben and Cleo take turns of 1 week, handing over on Mondays at 09:00, only Mon–Fri 18:00–08:00". */
export function rotationSentence(rotation: Rotation, nameOf: (memberId: string) => string): string {
  const { memberIds, only } = rotation
  const names = memberIds.map(nameOf)
  const who =
    names.length === 1
      ? `${names[0]} alone`
      : `${listWords(names)} take turns of ${everyWords(rotation)}, handing over ${handOverWords(rotation)}`
  const since = names.length === 1 ? `, from ${startWords(rotation.startsLocal)} on` : ''
  return `${who}${since}${only ? `, only ${onlyWords(only)}` : ''}`
}

/** "1 week", "12 hours". */
const everyWords = ({ every, unit }: Rotation) => `${every} ${unit}${every === 1 ? '' : 's'}`

function handOverWords({ startsLocal, every, unit }: Rotation): string {
  const [day = '', time = ''] = startsLocal.split('T')
  if (unit === 'week') return `on ${longDayNames[weekdayOf(day) - 1]}s at ${time}`
  if (unit === 'day') return `at ${time}`
  return every >= 24 ? `first at ${startWords(startsLocal)}` : `counted from ${time}`
}

const startWords = (startsLocal: string) => startsLocal.replace('T', ' ')

export function onlyWords({ days, from, to }: NonNullable<Rotation['only']>): string {
  const span = from === to ? 'all day' : `${from}–${to}${to < from ? ' the next day' : ''}`
  return `${daysWords(days)} ${span}`
}

/** What the list says first: who is on call now, until when and who comes after. `clock` writes a moment. */
export function onCallSentence(
  { onCall, next }: { onCall: Shift | null; next: Shift | null },
  clock: (at: number) => string,
): string {
  if (!onCall && !next) return 'Nobody is on call, and nobody comes next.'
  if (!onCall) return `Nobody is on call until ${next?.memberName} takes over ${clock(next?.from ?? 0)}.`
  const until = `${onCall.memberName} is on call until ${clock(onCall.to)}`
  if (!next) return `${until}; nobody comes after.`
  const gap =
    next.from > onCall.to
      ? `, then nobody until ${next.memberName} ${clock(next.from)}`
      : `, then ${next.memberName}`
  return `${until}${gap}.`
}
