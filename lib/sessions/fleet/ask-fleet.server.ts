import type { Member, TenantScope } from '#lib/access/member.ts'
import { codeRows } from '#lib/diagnosis/fleet/code-rows.ts'
import { comparePeople } from '#lib/diagnosis/fleet/compare-person.ts'
import {
  type FleetAttribution,
  type FleetFindingView,
  fleetFindingSchema,
  type SessionComparison,
} from '#lib/diagnosis/fleet/contract.ts'
import { type Explanation, explain } from '#lib/diagnosis/fleet/explain.ts'
import { type FleetRow, type OutcomeFamily, plainDimensions } from '#lib/diagnosis/fleet/fleet-row.ts'
import { personEvidence } from '#lib/diagnosis/fleet/person-words.ts'
import { pictureCause } from '#lib/diagnosis/fleet/picture-causes.ts'
import { labelOf, type Names, showCause, showFinding, showTested } from '#lib/diagnosis/fleet/show-finding.ts'
import { verdictOf } from '#lib/diagnosis/fleet/verdict.ts'
import { findSession } from '../history/store.server.ts'
import { findFleetRecords, findNames, findPastRows, type PastRow } from './history/store.server.ts'
import { failedToJoin, isBadPast } from './outcomes.ts'

const closedShownMs = 24 * 3_600_000
const mostFindings = 50

/** Causes that stand now, and those of the last day, in the words the member may read. */
export async function readFleetFindings({ scope }: Member, now: Date): Promise<FleetFindingView[]> {
  const names = await findNames(scope)
  const rows = await findFleetRecords(scope, new Date(now.getTime() - closedShownMs), mostFindings)
  return rows.flatMap(({ record }) => {
    const parsed = fleetFindingSchema.safeParse(record)
    const view = parsed.success ? showFinding(parsed.data, names) : null
    return view === null ? [] : [view]
  })
}

/** More participants than this are not read at once. */
const mostRows = 30_000
/** Shown of what was compared: a reader looks at the strongest. */
const testedShown = 40

export type FleetQuestion = { from: number; to: number; customerId: string | null; family: OutcomeFamily }

/** What the bad ones of a past window share, within the scope of who asks. */
export async function attributePast(scope: TenantScope, question: FleetQuestion): Promise<FleetAttribution> {
  const { from, to, customerId, family } = question
  const names = await findNames(scope)
  const past = await findPastRows(scope, {
    from: new Date(from),
    to: new Date(to),
    customerIds: customerId === null ? scope.customerIds : [customerId],
    family,
    limit: mostRows + 1,
  })
  const rows = past.slice(0, mostRows).map((row) => rowOf(row, family))
  const coded = codeRows(rows)
  const explanation = explain(coded, family)
  const steps = explanation.steps.flatMap(({ chosen, tested, left }) => {
    const cause = showCause(pictureCause(coded, { ...chosen, families: [family] }, [explanation]), names)
    return cause === null ? [] : [{ cause, tested: shown(tested, names), left }]
  })
  const { n, bad, tooFew, platform, rest } = explanation
  const counts = { n, bad, tooFew, platform, rest, ...breadth(rows) }
  return {
    from,
    to,
    family,
    ...counts,
    isCut: past.length > mostRows,
    verdict: verdictOf(
      counts,
      steps.map(({ cause }) => cause),
    ),
    tested: shown(explanation.tested, names),
    steps,
  }
}

const longestComparedMs = 3_600_000

/** The people of one call beside everybody of the same time (its last hour); null outside the scope. */
export async function compareCall(
  scope: TenantScope,
  sessionId: string,
  now: number,
): Promise<SessionComparison | null> {
  const session = await findSession(scope, sessionId, now)
  if (session === null) return null
  const to = session.endedAt ?? now
  const from = Math.max(session.startedAt - 60_000, to - longestComparedMs) // its first minute began before it did
  const names = await findNames(scope)
  const past = await findPastRows(scope, {
    from: new Date(from),
    to: new Date(to),
    customerIds: scope.customerIds,
    family: 'any',
    limit: mostRows,
  })
  const coded = codeRows(past.map((row) => rowOf(row, 'any')))
  const people = comparePeople(coded, explain(coded, 'any'), sessionId).map((one) => ({
    participantId: one.participantId,
    verdict: one.verdict,
    cause: one.cause && labelOf(one.cause, names),
    evidence: personEvidence(one),
  }))
  return { from, to, people }
}

const shown = (tested: Explanation['tested'], names: Names) => showTested(tested.slice(0, testedShown), names)

const breadth = (rows: readonly FleetRow[]) => ({
  calls: new Set(rows.map(({ callKey }) => callKey)).size,
  customers: new Set(rows.map(({ customerId }) => customerId)).size,
})

const silent = { any: null, loss: null, rtt: null, connect: null, video: null }
const noTime = { any: 0, loss: 0, rtt: 0, connect: 0, video: 0 }

function rowOf(row: PastRow, family: OutcomeFamily): FleetRow {
  const activeMs = row.minutes * 60_000
  const badMs = Math.max(row.badMinutes * 60_000, row.foundMs)
  const bad =
    family === 'connect'
      ? failedToJoin(row.joinOutcome === 'failed', row.joinFailure)
      : isBadPast(badMs, activeMs)
  return {
    participantKey: row.participantId,
    userKey: `${row.customerId} ${row.externalId}`,
    callKey: row.sessionId,
    customerId: row.customerId,
    activeMs,
    bad: { ...silent, [family]: bad },
    badMs: { ...noTime, [family]: Math.min(badMs, activeMs) },
    badSince: row.badSince,
    values: Object.fromEntries(
      plainDimensions.map((dimension) => [dimension, row[dimension]]),
    ) as FleetRow['values'],
  }
}
