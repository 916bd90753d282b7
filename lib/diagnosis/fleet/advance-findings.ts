import { modelVersion } from '#lib/quality/model.ts'
import { fleetLimits } from './constants.ts'
import type { FleetFinding, FoundCause } from './contract.ts'
import { keyOf, type Value } from './fleet-row.ts'
import { aboutDimension } from './kinds.ts'
import type { Evaluated } from './picture-causes.ts'

/** What one evaluation did to the findings: `open` goes on, `closed` is over, `dropped` never got beyond forming. */
export type Advanced = { open: FleetFinding[]; closed: FleetFinding[]; dropped: FleetFinding[] }

/** A cause forms once, is confirmed when it is found twice in a row, and closes when it has been quiet for a while. */
export function advanceFindings(
  open: readonly FleetFinding[],
  evaluated: Evaluated,
  now: number,
  newId: () => string,
): Advanced {
  const next: Advanced = { open: [], closed: [], dropped: [] }
  const taken = new Set<FoundCause>()
  for (const finding of open) {
    const found = evaluated.found.find((cause) => !taken.has(cause) && isSame(finding, cause))
    if (found) {
      taken.add(found)
      next.open.push(foundAgain(finding, found, now))
    } else settle(next, finding, evaluated, now)
  }
  for (const found of evaluated.found) if (!taken.has(found)) next.open.push(firstSeen(found, now, newId()))
  return next
}

const key = (value: { dimension: string; value: string }) => `${value.dimension}=${value.value}`

/** The same value, or one that could not be told apart from it. */
function isSame(finding: FleetFinding, found: FoundCause): boolean {
  return key(finding) === key(found) || found.inseparable.some((other) => key(other) === key(finding))
}

function firstSeen(found: FoundCause, now: number, findingId: string): FleetFinding {
  const openedAt = found.badSince ?? now
  return {
    ...found,
    findingId,
    phase: 'forming',
    streak: 1,
    confidence: 'low',
    severity: severityOf(found),
    surprise: 'unknown',
    baseline: null,
    openedAt,
    confirmedAt: null,
    seenAt: now,
    quietSince: null,
    closedAt: null,
    closedReason: null,
    model: modelVersion,
  }
}

function foundAgain(finding: FleetFinding, found: FoundCause, now: number): FleetFinding {
  const streak = finding.streak + 1
  const confirmed = finding.phase === 'confirmed' || streak >= 2
  const { dimension, value } = finding // keeps the name it was given first
  const inseparable = [{ dimension: found.dimension, value: found.value }, ...found.inseparable]
  return {
    ...finding,
    ...found,
    dimension,
    value,
    inseparable: inseparable.filter((other) => key(other) !== key(finding)),
    phase: confirmed ? 'confirmed' : 'forming',
    streak,
    confidence: confirmed ? confidenceOf(found) : 'low',
    severity: severityOf(found),
    confirmedAt: finding.confirmedAt ?? (confirmed ? now : null),
    seenAt: now,
    quietSince: null,
  }
}

function confidenceOf({ comparison }: FoundCause): 'high' | 'medium' {
  return comparison !== null && comparison.explained >= 0.5 && comparison.low >= 3 ? 'high' : 'medium'
}

function severityOf({ dimension, comparison }: FoundCause): 'critical' | 'major' {
  if (dimension === 'platform' || dimension === 'region') return 'critical'
  const { scope } = aboutDimension[dimension]
  const isServer = scope === 'server'
  return isServer && comparison !== null && (comparison.explained >= 0.6 || comparison.rate >= 0.5)
    ? 'critical'
    : 'major'
}

/** Not found this time: gone if it was only forming; else it must stay quiet before it is over. */
function settle(next: Advanced, finding: FleetFinding, evaluated: Evaluated, now: number): unknown {
  if (finding.phase === 'forming') return next.dropped.push(finding)
  const isQuiet = looksQuiet(finding, evaluated)
  if (isQuiet === null) return hold(next, finding, now)
  const quietSince = isQuiet ? (finding.quietSince ?? now) : null
  const closesAfterMs =
    aboutDimension[finding.dimension].kind === 'browser-regression'
      ? fleetLimits.closeReleaseAfterMs
      : fleetLimits.closeAfterMs
  if (quietSince !== null && now - quietSince >= closesAfterMs)
    return next.closed.push({
      ...finding,
      quietSince,
      phase: 'closed',
      closedAt: now,
      closedReason: 'recovered',
    })
  return next.open.push({ ...finding, quietSince, streak: 0 })
}

const noDataAfterMs = 15 * 60_000

/** With too few people nothing can be said: a finding neither ends nor worsens, until that has lasted too long. */
function hold(next: Advanced, finding: FleetFinding, now: number) {
  if (now - finding.seenAt < noDataAfterMs) next.open.push({ ...finding, streak: 0 })
  else next.closed.push({ ...finding, phase: 'closed', closedAt: now, closedReason: 'no-data' })
}

/** Null = too few people to tell. */
function looksQuiet(finding: FleetFinding, evaluated: Evaluated): boolean | null {
  if (evaluated.tooFew) return null
  if (finding.dimension === 'platform') return true
  const value: Value = { dimension: finding.dimension, value: finding.value }
  const comparison = evaluated.compare(value, finding.family)
  return comparison && comparison.low < fleetLimits.closeBelowLow
}

/** The names that stand, so that the next evaluation keeps them. */
export function openKeys(open: readonly FleetFinding[]): Set<string> {
  return new Set(
    open.flatMap(({ dimension, value }) => (dimension === 'platform' ? [] : [keyOf({ dimension, value })])),
  )
}
