import type { TimelineLine } from '../api-contract.ts'
import type { IncidentRow } from '../state/incident-row.ts'
import type { ContributingFactor, ReviewSections } from './contract.ts'

type Facts = Pick<
  IncidentRow,
  'title' | 'summary' | 'impact' | 'causeCategory' | 'causeText' | 'detectedAt' | 'mitigatedAt' | 'resolvedAt'
> & { impactStartedAt: Date | null; customerContactAt: Date | null }
/** How a moment is written, with its zone. */
type Say = (at: number) => string

/** What a review begins with: nothing that is not in the incident, and no names. */
export function draftSections(facts: Facts, timeline: readonly TimelineLine[], say: Say): ReviewSections {
  const starred = timeline.filter((line) => line.starred)
  return {
    overview: [facts.title, facts.summary].filter(Boolean).join('\n\n'),
    whatHappened: starred.map((line) => `- ${say(line.at)}: ${line.text}`).join('\n'),
    howNoticed: noticed(facts, say),
    howMended: mended(facts, say),
    ...{ wentWell: '', wasHard: '', lucky: '', customerSummary: '' },
  }
}

function noticed({ detectedAt, customerContactAt, impactStartedAt }: Facts, say: Say): string {
  const lines = [
    impactStartedAt && `The impact started at ${say(impactStartedAt.getTime())}.`,
    detectedAt && `It was detected at ${say(detectedAt.getTime())}.`,
    customerContactAt && `The customer told us at ${say(customerContactAt.getTime())}.`,
  ]
  return lines.filter(Boolean).join(' ')
}

function mended({ mitigatedAt, resolvedAt }: Facts, say: Say): string {
  const lines = [
    mitigatedAt && `It was mitigated at ${say(mitigatedAt.getTime())}.`,
    resolvedAt && `It was resolved at ${say(resolvedAt.getTime())}.`,
  ]
  return lines.filter(Boolean).join(' ')
}

/** The cause that was named when it was resolved, and what the diagnosis found in its calls: each kind once. */
export function draftFactors(facts: Facts, timeline: readonly TimelineLine[]): ContributingFactor[] {
  const named: ContributingFactor[] =
    facts.causeCategory && facts.causeText !== ''
      ? [{ kind: facts.causeCategory, text: facts.causeText, line: null }]
      : []
  const seen = new Set<string>()
  const found = timeline.filter((line) => {
    const kind = line.source === 'finding' ? String(line.data.kind ?? line.text) : ''
    if (kind === '' || seen.has(kind)) return false
    seen.add(kind)
    return true
  })
  return [...named, ...found.slice(0, 8).map(({ line, text }) => ({ kind: 'unknown' as const, text, line }))]
}
