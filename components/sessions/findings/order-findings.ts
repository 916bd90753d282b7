import type { Finding } from '#lib/diagnosis/contract.ts'

/** A finding with everything it explains away. */
export type FindingNode = { finding: Finding; explains: readonly Finding[] }
export type FindingGroups = {
  /** root cause first, then what contributes */
  ranked: readonly FindingNode[]
  others: readonly FindingNode[]
  /** low confidence, and information: shown apart and quieter */
  hints: readonly FindingNode[]
}

/** Sorts findings for reading. Within a group nothing changes its place but by opening, closing or another rank. */
export function groupFindings(findings: readonly Finding[]): FindingGroups {
  const byId = new Map(findings.map((finding) => [finding.findingId, finding]))
  const folded = Map.groupBy(findings, (finding) => topOf(finding, byId))
  const nodes = [...folded].map(([finding, all]) => ({
    finding,
    explains: all.filter((one) => one !== finding).toSorted(inOrder),
  }))
  const ordered = nodes.toSorted((a, b) => inOrder(a.finding, b.finding))
  const quiet = ({ finding }: FindingNode) => finding.confidence === 'low' || finding.severity === 'info'
  return {
    ranked: ordered.filter((node) => node.finding.rank !== null),
    others: ordered.filter((node) => node.finding.rank === null && !quiet(node)),
    hints: ordered.filter((node) => node.finding.rank === null && quiet(node)),
  }
}

/** What explains a finding, and what explains that; itself where nothing does or where explanations go in a circle. */
function topOf(finding: Finding, byId: ReadonlyMap<string, Finding>): Finding {
  const seen = new Set<Finding>()
  let top = finding
  while (top.explainedBy !== null) {
    seen.add(top)
    const next = byId.get(top.explainedBy)
    if (next === undefined) return top
    if (seen.has(next)) return finding
    top = next
  }
  return top
}

/** Open ones first; then by rank; open ones as they came, closed ones newest first. */
function inOrder(a: Finding, b: Finding): number {
  const open = Number(b.clearedAt === null) - Number(a.clearedAt === null)
  if (open !== 0) return open
  const rank = (a.rank ?? Number.MAX_SAFE_INTEGER) - (b.rank ?? Number.MAX_SAFE_INTEGER)
  if (rank !== 0) return rank
  const age = a.clearedAt === null ? a.openedAt - b.openedAt : b.openedAt - a.openedAt
  return age !== 0 ? age : a.findingId < b.findingId ? -1 : 1
}

/** How many of a list are open. */
export const openCount = (nodes: readonly FindingNode[]): number =>
  nodes.filter(({ finding }) => finding.clearedAt === null).length
