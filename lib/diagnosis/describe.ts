import { entryOf } from './catalogue.ts'
import type { Evidence, Finding } from './contract.ts'
import { evidenceMetrics, isEvidenceMetric } from './evidence-metrics.ts'

/** A finding in four lines: what the user notices, the likely cause, the evidence, and what to do. */
export type Told = { title: string; notice: string; cause: string; evidence: ToldEvidence[]; remedy: string }
export type ToldEvidence = {
  text: string
  /** chart of the session page that shows it */
  chart: string | null
  at: number
  participantId: string | null
}
export type NameOf = (participantId: string) => string

type Worded = Pick<Finding, 'kind' | 'participantId' | 'aboutId' | 'affected' | 'evidence'>

/** Words for people. Names are put in as they are: who shows them must treat them as text. */
export function tellFinding(finding: Worded, nameOf: NameOf): Told {
  const entry = entryOf(finding.kind)
  const fill = (template: string) => fillIn(template, finding, nameOf)
  return {
    title: entry.title,
    notice: upperFirst(fill(entry.notice)),
    cause: fill(entry.cause),
    evidence: finding.evidence.map((piece) => ({
      text: tellEvidence(piece),
      chart: chartOf(piece.metric),
      at: piece.at,
      participantId: piece.participantId,
    })),
    remedy: upperFirst(fill(entry.remedy)),
  }
}

function fillIn(template: string, finding: Worded, nameOf: NameOf): string {
  const { participantId, aboutId, affected } = finding
  const who = participantId === null ? 'the call' : nameOf(participantId)
  const about = aboutId === null ? 'the others' : nameOf(aboutId)
  const [only] = affected.filter((id) => id !== participantId)
  const others = affected.length === 1 && only !== undefined ? nameOf(only) : 'others'
  const shared = finding.evidence.find(({ metric }) => metric === 'sharedBadPct')?.text ?? 'one place'
  const words: Record<string, string> = { who, about, others, shared }
  const verb = (text: string) =>
    others === 'others' ? text : text.replace(/\{others\} (hear|see|do|cannot)\b/g, singular)
  return verb(template).replace(/\{(who|about|others|shared)\}/g, (_, word: string) => words[word] ?? '')
}

/** "Others hear", but "Ben hears". */
function singular(_match: string, verb: string): string {
  const forms: Record<string, string> = { hear: 'hears', see: 'sees', do: 'does', cannot: 'cannot' }
  return `{others} ${forms[verb] ?? verb}`
}

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** "packets lost on upload 7.8 % (limit 3 %) over 15 s" */
export function tellEvidence({ metric, value, limit, windowMs, text }: Evidence): string {
  const { label, unit } = isEvidenceMetric(metric) ? evidenceMetrics[metric] : { label: metric, unit: '' }
  const parts = [label]
  if (value !== null) parts.push(quantity(value, unit))
  if (text !== null && text !== '') parts.push(value === null ? `: ${text}` : `(${text})`)
  if (limit !== null) parts.push(`(limit ${quantity(limit, unit)})`)
  if (windowMs !== null) parts.push(`over ${quantity(windowMs, 'ms')}`)
  return parts.join(' ').replace(' : ', ': ')
}

/** Seconds from one second on; at most three figures that mean something. */
function quantity(value: number, unit: string): string {
  if (unit === 'ms' && Math.abs(value) >= 1_000) return `${short(value / 1_000)} s`
  return unit === '' ? short(value) : `${short(value)} ${unit}`
}

function short(value: number): string {
  const size = Math.abs(value)
  if (Number.isInteger(value) || size >= 100) return String(Math.round(value))
  return size >= 1 ? String(Math.round(value * 10) / 10) : String(Math.round(value * 1_000) / 1_000)
}

const chartOf = (metric: string): string | null =>
  isEvidenceMetric(metric) ? evidenceMetrics[metric].chart : null
