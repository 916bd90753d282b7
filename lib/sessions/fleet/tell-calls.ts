import { isFindingKind } from '#lib/diagnosis/catalogue.ts'
import type { Side } from '#lib/diagnosis/contract.ts'
import { type CodedRows, codeRows } from '#lib/diagnosis/fleet/code-rows.ts'
import { fleetLimits } from '#lib/diagnosis/fleet/constants.ts'
import type { FleetFinding } from '#lib/diagnosis/fleet/contract.ts'
import { rowsOf } from '#lib/diagnosis/fleet/count-values.ts'
import type { FleetRow } from '#lib/diagnosis/fleet/fleet-row.ts'
import { aboutDimension, type FleetKind, type FleetScope, fleetKinds } from '#lib/diagnosis/fleet/kinds.ts'
import { showCause } from '#lib/diagnosis/fleet/show-finding.ts'
import { putFinding } from '#lib/diagnosis/session-diagnosis.ts'
import type { LiveRegistry } from '../live-registry.ts'
import type { LiveSession } from '../live-session.ts'

const sideOf: Readonly<Record<FleetScope, Side>> = {
  site: 'network-access',
  provider: 'network-access',
  server: 'server',
  region: 'server',
  release: 'browser',
  application: 'application',
  platform: 'server',
}
const fleetKind = (kind: string): kind is FleetKind => fleetKinds.some((one) => one === kind)

/** Tells every call that a confirmed cause touches, as a finding of the call; takes it back when the cause is over. */
export function tellCalls(
  open: readonly FleetFinding[],
  rows: readonly FleetRow[],
  registry: Pick<LiveRegistry, 'sessions' | 'apps'>,
  now: number,
): void {
  const touched = new Map<LiveSession, Set<string>>()
  const standing = open.filter(isToldToCalls)
  const coded = standing.length > 0 ? codeRows(rows) : null
  for (const cause of standing) {
    for (const [sessionId, affected] of coded === null ? [] : peopleByCall(cause, coded)) {
      const session = registry.sessions.get(sessionId)
      if (!session || session.endedAt !== null) continue
      const told = tellCall(session, cause, affected, registry, now)
      if (told === null) continue
      touched.set(session, (touched.get(session) ?? new Set()).add(told))
    }
  }
  for (const session of registry.sessions.values()) takeBack(session, touched.get(session), now)
}

const isToldToCalls = ({ phase, quietSince, dimension }: FleetFinding) =>
  phase === 'confirmed' && quietSince === null && isFindingKind(aboutDimension[dimension].kind)

/** The bad people of a cause, by their call. */
function peopleByCall({ dimension, value, family }: FleetFinding, coded: CodedRows) {
  const byCall = new Map<string, Affected>()
  if (dimension === 'platform') return byCall
  const everybody = new Uint8Array(coded.rows.length).fill(1)
  for (const i of rowsOf(coded, { dimension, value }, everybody)) {
    const row = coded.rows[i]
    if (row?.bad[family] !== true) continue
    const known = byCall.get(row.callKey) ?? { people: [], since: Number.POSITIVE_INFINITY }
    byCall.set(row.callKey, {
      people: [...known.people, row.participantKey],
      since: Math.min(known.since, row.badSince ?? Number.POSITIVE_INFINITY),
    })
  }
  return byCall
}

/** Who of one call suffers, and since when the first of them. */
type Affected = { people: string[]; since: number }

/** Answers the id of the call's finding; null when the call must not know, or holds no diagnosis. */
function tellCall(
  session: LiveSession,
  cause: FleetFinding,
  { people: affected, since }: Affected,
  { apps }: Pick<LiveRegistry, 'apps'>,
  now: number,
): string | null {
  const { diagnosis } = session
  const app = apps.get(session.appId)
  const view = showCause(cause, {
    customers: new Map([[session.customerId, app?.customerName ?? '']]),
    apps: new Map(app ? [[app.appId, app.appName]] : []),
  })
  if (diagnosis === null || view === null) return null
  const known = [...diagnosis.findings.values()].find(
    ({ kind, clearedAt, evidence }) =>
      kind === view.kind && clearedAt === null && evidence[0]?.text === view.label,
  )
  const same = known && known.severity === cause.severity && known.affected.join() === affected.join()
  if (same) return known.findingId
  const openedAt = Math.max(session.startedAt, Math.min(cause.openedAt, since))
  const finding = callFinding(session, cause, view.label, now)
  const findingId = known?.findingId ?? diagnosis.newId()
  putFinding(diagnosis, {
    ...finding,
    affected,
    findingId,
    openedAt: known?.openedAt ?? openedAt,
    raisedAt: known?.raisedAt ?? now,
    explainedBy: known?.explainedBy ?? null,
    rank: known?.rank ?? null,
  })
  return findingId
}

function callFinding({ sessionId }: LiveSession, cause: FleetFinding, label: string, now: number) {
  const { comparison, dimension } = cause
  const { kind, owner, scope } = aboutDimension[dimension]
  return {
    kind,
    model: cause.model,
    sessionId,
    participantId: null,
    aboutId: null,
    connection: null,
    track: null,
    direction: 'both' as const,
    side: sideOf[scope],
    severity: cause.severity,
    confidence: cause.confidence,
    owner,
    clearedAt: null,
    closeReason: null,
    evidence: [
      {
        metric: 'sharedBadPct',
        value: comparison && 100 * comparison.rate,
        limit: comparison && 100 * comparison.elsewhereRate,
        windowMs: fleetLimits.windowMs,
        at: now,
        participantId: null,
        text: label,
      },
    ],
  }
}

/** What no longer stands, or no longer touches this call, is over. */
function takeBack({ diagnosis }: LiveSession, standing: ReadonlySet<string> | undefined, now: number) {
  if (diagnosis === null) return
  for (const finding of diagnosis.findings.values()) {
    if (!fleetKind(finding.kind) || finding.clearedAt !== null || standing?.has(finding.findingId)) continue
    putFinding(diagnosis, { ...finding, clearedAt: now, closeReason: 'cleared' })
  }
}
