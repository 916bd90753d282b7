import type { NewInhibition } from '#lib/notifications/contract.ts'
import { listWords } from '../shared/span-words.ts'
import { alertsPhrase, type Names } from './alerts-phrase.ts'

/** "While Critical alerts of kind “TURN down” fire, all alerts of the same customer and region are not told". */
export function inhibitionSentence(inhibition: NewInhibition, names: Names): string {
  const whose = inhibition.customerId ? names.customer(inhibition.customerId) : null
  const source = lowerFirst(alertsPhrase(inhibition.source, whose, names))
  const target = lowerFirst(alertsPhrase(inhibition.target, null, names))
  const same = listWords(['customer', ...inhibition.equal])
  return `While ${source} fire, ${target} with the same ${same} are not told.`
}

/** Severity words keep their capital: they are names. */
const lowerFirst = (text: string) => (text.startsWith('All ') ? `a${text.slice(1)}` : text)
