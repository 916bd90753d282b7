import type { Finding } from './contract.ts'

/** All that is diagnosed in one call. Mutable and held by the engine; the clock and ids come in as arguments. */
export type SessionDiagnosis = {
  readonly sessionId: string
  /** makes ids for new findings; they are shown in links, so they must not be guessable */
  readonly newId: () => string
  /** every episode, by its id, in the order in which they were raised */
  readonly findings: Map<string, Finding>
  /** ids of findings that were raised, changed or closed since they were last written, and since screens were told */
  readonly unsaved: Set<string>
  readonly untold: Set<string>
}

export function createSessionDiagnosis(sessionId: string, newId: () => string): SessionDiagnosis {
  return { sessionId, newId, findings: new Map(), unsaved: new Set(), untold: new Set() }
}

/** Keeps the new word on an episode, for the screens and for the store. */
export function putFinding(diagnosis: SessionDiagnosis, finding: Finding): void {
  diagnosis.findings.set(finding.findingId, finding)
  diagnosis.unsaved.add(finding.findingId)
  diagnosis.untold.add(finding.findingId)
}

/** What changed since the last time, in the order of raising. */
export function takeChanged(diagnosis: SessionDiagnosis, since: 'unsaved' | 'untold'): Finding[] {
  const ids = diagnosis[since]
  if (ids.size === 0) return []
  const changed = [...diagnosis.findings.values()].filter(({ findingId }) => ids.has(findingId))
  ids.clear()
  return changed
}

/** The finding to act on: the open root cause, or null. */
export function rootCause(findings: Iterable<Finding>): Finding | null {
  let root: Finding | null = null
  for (const finding of findings) if (finding.clearedAt === null && finding.rank === 1) root = finding
  return root
}

/** Kinds of all findings that are more than hints, the open root first. */
export function causesOf(findings: Iterable<Finding>): string[] {
  const all = [...findings]
  const root = rootCause(all)
  const sure = all.filter(({ confidence, severity }) => confidence !== 'low' && severity !== 'info')
  return [...new Set([...(root ? [root] : []), ...sure].map(({ kind }) => kind))]
}

/** What an earlier engine knew: open episodes go on under their own ids. */
export function resumeFindings(diagnosis: SessionDiagnosis, known: readonly Finding[]): void {
  for (const finding of known) diagnosis.findings.set(finding.findingId, finding)
}
