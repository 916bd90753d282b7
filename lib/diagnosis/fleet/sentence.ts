import type { CauseView } from './contract.ts'
import { aboutDimension } from './kinds.ts'

type Facts = Omit<CauseView, 'title' | 'sentence'>

/** "It is us: TURN server turn-eu-west-1." */
export function causeTitle({ dimension, label, inseparable }: Facts): string {
  const { verdict } = aboutDimension[dimension]
  if (dimension === 'platform') return `${verdict}.`
  const others = inseparable.length > 0 ? ` (or ${inseparable.join(', ')}: they cannot be told apart)` : ''
  return `${verdict}: ${label}${others}.`
}

/** What the verdict rests on: the share that came through it, the rate here and elsewhere, what is left without it. */
export function causeSentence(facts: Facts): string {
  const { comparison, rest } = facts
  if (comparison === null)
    return `${rest.bad} of ${rest.n} people are bad and nothing they share tells them from the others.`
  const { bad, n, rate, elsewhereRate } = comparison
  const here = `${bad} of ${n} people there are bad (${percent(rate)}), elsewhere ${percent(elsewhereRate)}`
  return `${share(facts, comparison)}; ${restWords(facts)}. ${here}.`
}

function share(
  { badTimeShare, dimension, label }: Facts,
  { bad, elsewhereBad }: NonNullable<Facts['comparison']>,
): string {
  const came = `came ${cameBy[aboutDimension[dimension].scope] ?? 'from'} ${label}`
  if (badTimeShare !== null) return `${percent(badTimeShare)} of bad minutes ${came}`
  return `${bad} of ${bad + elsewhereBad} who failed ${came}`
}

const cameBy: Partial<Record<string, string>> = { server: 'through', release: 'with' }

const withoutWords: Readonly<Record<number, string>> = { 1: 'without it', 2: 'without both causes' }

/** At this share or below, what is left is as it always is. */
const normalRate = 0.1

function restWords({ rest: { n, bad }, together }: Facts): string {
  const without = withoutWords[together] ?? `without all ${together} causes`
  if (n === 0) return `nobody is left ${without}`
  const rate = bad / n
  return rate <= normalRate
    ? `${without} the rest is normal (${percent(rate)})`
    : `${without} ${percent(rate)} of the rest are still bad`
}

/** Whole per cent, but never a rounded nothing. */
export function percent(share: number): string {
  if (share > 0 && share < 0.01) return 'under 1 %'
  return `${Math.round(100 * share)} %`
}

/** "Acme, Brightside and 2 other customers" */
export function customerWords(names: readonly string[], others: number): string {
  const rest = others === 0 ? [] : [`${others} other ${others === 1 ? 'customer' : 'customers'}`]
  const all = [...names, ...rest]
  const last = all.pop()
  return all.length === 0 ? (last ?? '') : `${all.join(', ')} and ${last}`
}
