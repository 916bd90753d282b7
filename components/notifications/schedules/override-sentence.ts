import type { Shift } from '#lib/notifications/contract.ts'
import { listWords, spanWords } from '../shared/span-words.ts'
import { spanOfWords } from './when-words.ts'

/** "Ben is on call instead of Mara, Wed 25 Nov, 18:00 – Thu 26 Nov, 09:00 CET (15 h)." */
export function overrideSentence(
  name: string,
  memberId: string,
  span: { from: number; to: number },
  shifts: readonly Shift[],
  zone: string,
): string {
  const others = shifts.filter(
    (shift) => shift.memberId !== memberId && shift.from < span.to && shift.to > span.from,
  )
  const instead = [...new Set(others.map(({ memberName }) => memberName))]
  const of = instead.length === 0 ? '' : ` instead of ${listWords(instead)}`
  return `${name} is on call${of}, ${spanOfWords(span.from, span.to, zone)} (${spanWords(span.to - span.from)}).`
}
