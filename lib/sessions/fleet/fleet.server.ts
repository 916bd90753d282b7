import { v7 as uuidv7 } from 'uuid'
import { pool } from '#lib/db/pools.server.ts'
import { advanceFindings, openKeys } from '#lib/diagnosis/fleet/advance-findings.ts'
import { fleetLimits } from '#lib/diagnosis/fleet/constants.ts'
import type { FleetFinding } from '#lib/diagnosis/fleet/contract.ts'
import { evaluateRows } from '#lib/diagnosis/fleet/picture-causes.ts'
import { judgeSurprise } from '#lib/diagnosis/fleet/surprise.ts'
import { log } from '#lib/log.server.ts'
import { metrics } from '#lib/metrics.server.ts'
import type { LiveRegistry } from '../live-registry.ts'
import { baselineHours } from './baseline-hours.ts'
import { createFleetWatch, fleetRows, sampleFleet } from './fleet-watch.ts'
import { readBaseline } from './history/store.server.ts'
import { dropFleetFindings, readOpenFleetFindings, saveFleetFindings } from './store.server.ts'
import { tellCalls } from './tell-calls.ts'

/** "It is us": what the bad ones among all live participants of this engine share, looked at every half minute. */
export function createFleet(registry: LiveRegistry, now: () => number) {
  const watch = createFleetWatch()
  let open: FleetFinding[] = []
  const unsaved = new Map<string, FleetFinding>()
  const undropped = new Set<string>()
  const asked = new Set<string>()

  /** What stood when the last engine ended goes on under its own id. */
  async function resume() {
    open = await readOpenFleetFindings(pool('ingest'))
    for (const { findingId, baseline } of open) if (baseline !== null) asked.add(findingId)
  }

  async function evaluate() {
    const at = now()
    const startedAt = performance.now()
    const rows = fleetRows(watch, at)
    const next = advanceFindings(open, evaluateRows(rows, openKeys(open)), at, uuidv7)
    metrics.fleetSeconds.observe((performance.now() - startedAt) / 1000)
    open = next.open.map(judged)
    tellCalls(open, rows, registry, at)
    for (const finding of [...open, ...next.closed]) unsaved.set(finding.findingId, finding)
    for (const { findingId } of next.dropped) {
      unsaved.delete(findingId)
      undropped.add(findingId)
    }
    await save()
    await compareWithPast()
  }

  /** What cannot be written now stays due. */
  async function save() {
    const due = [...unsaved.values()]
    await saveFleetFindings(pool('ingest'), due)
    for (const finding of due)
      if (unsaved.get(finding.findingId) === finding) unsaved.delete(finding.findingId)
    await dropFleetFindings(pool('ingest'), [...undropped])
    undropped.clear()
  }

  /** A cause that was confirmed is compared once with how its value always was. */
  async function compareWithPast() {
    for (const finding of open) {
      if (finding.phase !== 'confirmed' || asked.has(finding.findingId)) continue
      asked.add(finding.findingId)
      const baseline = await baselineOf(finding).catch((error: unknown) => {
        log.warn(
          { err: error },
          'how a value was before could not be read; its finding is shown without history',
        )
        return null
      })
      open = open.map((one) => (one.findingId === finding.findingId ? judged({ ...one, baseline }) : one))
    }
  }

  return {
    resume,
    sample: () => sampleFleet(watch, registry, now()),
    evaluate,
    /** what stands now; the same list until the next evaluation */
    findings: () => open,
  }
}

/** New or as always, by the present figures against the value's own past. */
function judged(finding: FleetFinding): FleetFinding {
  if (finding.comparison === null) return finding
  const { bad, n } = finding.comparison
  return { ...finding, surprise: judgeSurprise({ bad, n }, finding.baseline) }
}

/** The same hour of the week where there is enough of it, else the last seven days. */
async function baselineOf({ dimension, value, family, openedAt }: FleetFinding) {
  if (dimension === 'platform' || family === 'connect') return null
  const { sameHour, lastDays } = baselineHours(openedAt)
  const same = await readBaseline(pool('ingest'), { dimension, value }, family, sameHour)
  if (same.n >= fleetLimits.baselineMinRows) return same
  return readBaseline(pool('ingest'), { dimension, value }, family, lastDays)
}
