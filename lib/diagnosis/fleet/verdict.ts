import { fleetLimits } from './constants.ts'
import type { CauseView } from './contract.ts'
import { percent } from './sentence.ts'

type Counts = {
  n: number
  bad: number
  tooFew: boolean
  platform: boolean
  rest: { n: number; bad: number }
}

/** The answer to a question about a window, honest about small numbers. */
export function verdictOf(
  { n, bad, tooFew, platform, rest }: Counts,
  causes: readonly Pick<CauseView, 'title' | 'sentence'>[],
): string {
  if (n === 0) return 'Nobody was measured in this window.'
  const all = `${bad} of ${n} people`
  if (tooFew)
    return `Too few participants to tell: ${n}, and below ${fleetLimits.minPeople} nothing can be attributed safely. ${all} were bad.`
  if (bad === 0) return `Nobody of ${n} was bad.`
  if (platform)
    return `It is us, everywhere: ${all} (${percent(bad / n)}) were bad, and nothing they share tells them from the others.`
  const [first, ...others] = causes
  if (first === undefined)
    return `No shared cause: ${all} (${percent(bad / n)}) were bad, and what they share, others share as well. Look at their own networks and devices.`
  const more = others.map(({ title }) => `Also: ${title}`)
  const left = others.length > 0 ? [`Without all of these ${rest.bad} of ${rest.n} are bad.`] : []
  return [first.title, first.sentence, ...more, ...left].join(' ')
}
