import type { StatusToken } from '#components/ui/status-glyph.tsx'
import type { CauseView, FleetFindingView, TestedView } from '#lib/diagnosis/fleet/contract.ts'
import type { OutcomeFamily } from '#lib/diagnosis/fleet/fleet-row.ts'
import { customerWords } from '#lib/diagnosis/fleet/sentence.ts'

type Status = { token: StatusToken; word: string }

/** How sure and how new, as a glyph and a word; what is only forming is not shown as an alarm. */
export function findingStatus({ phase, severity, surprise, quietSince }: FleetFindingView): Status {
  if (phase === 'closed') return { token: 'ok', word: 'Over' }
  if (phase === 'forming') return { token: 'unk', word: 'Forming' }
  if (quietSince !== null) return { token: 'ok', word: 'Quiet now' }
  if (surprise === 'chronic') return { token: 'minor', word: 'As always' }
  return severity === 'critical' ? { token: 'crit', word: 'Critical' } : { token: 'major', word: 'Major' }
}

/** What the word rests on, for who asks. */
export function findingNote({ phase, confidence, surprise }: FleetFindingView): string {
  if (phase === 'forming') return 'seen once: confirmed when it is seen again in half a minute'
  const sure = `${confidence} confidence`
  if (surprise === 'incident') return `${sure}, worse than it was in the weeks before`
  if (surprise === 'chronic') return `${sure}, but no worse than it always was`
  return `${sure}, too little history to say whether it is new`
}

/** "18 people in 12 calls of Acme and 1 other customer" */
export function touchWords({ people, calls, customers, otherCustomers }: CauseView): string {
  const count = (n: number, word: string) => `${n} ${n === 1 ? word : `${word}s`}`
  const who = `${people} ${people === 1 ? 'person' : 'people'} in ${count(calls, 'call')}`
  const names = customerWords(
    customers.map(({ name }) => name),
    otherCustomers,
  )
  return names === '' ? who : `${who} of ${names}`
}

export const familyWords: Readonly<Record<OutcomeFamily, string>> = {
  any: 'Any trouble',
  loss: 'Packet loss',
  rtt: 'Delay',
  connect: 'Getting in',
  video: 'Picture',
}

/** Why a value is no candidate. */
const gateWords: Readonly<Record<NonNullable<TestedView['failed']>, string>> = {
  chance: 'may be chance',
  'few-people': 'too few people',
  'few-bad': 'too few bad ones',
  'few-users': 'too few different people',
  'few-calls': 'too few calls',
  'weak-ratio': 'not twice as bad',
  'uncertain-ratio': 'ratio too uncertain',
  'small-difference': 'small difference',
  'explains-little': 'explains little',
  confounded: 'not within the same app or customer',
}
export const gateWord = (failed: TestedView['failed']): string =>
  failed === null ? 'Candidate' : gateWords[failed]

/** "0.0217", "1.4 × 10⁻⁸" */
export function pWords(p: number): string {
  if (p >= 0.0001) return p.toFixed(4)
  if (p === 0) return '< 10⁻³⁰⁰'
  const exponent = Math.floor(Math.log10(p))
  const digits = [...String(-exponent)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')
  return `${(p / 10 ** exponent).toFixed(1)} × 10⁻${digits}`
}

/** "6.85 (3.62 to 12.96)" */
export const ratioWords = ({ riskRatio, low, high }: { riskRatio: number; low: number; high: number }) =>
  `${riskRatio.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`
