import { findPeople } from '#lib/alerting/alerts/read-store.server.ts'
import { toView } from '#lib/alerting/alerts/to-view.ts'
import type { IncidentDetail } from '../api-contract.ts'
import { findLinked } from '../sessions/store.server.ts'
import { asksCause } from '../state/decide-move.ts'
import type { IncidentRow } from '../state/incident-row.ts'
import { isBack, movesFrom } from '../state/moves.ts'
import type { Db } from '../store.server.ts'
import { readTimeline } from '../timeline/read-timeline.server.ts'
import {
  findAlertsOf,
  findLabels,
  findPlaces,
  findSiblings,
  findSimilar,
  findTimeZone,
  type PastIncident,
} from './detail-store.server.ts'
import { type NamedIncident, toIncidentView } from './to-view.ts'

/** One incident with everything beside it, all of one moment. */
export async function readDetail(
  db: Db,
  row: NamedIncident,
  customerIds: readonly string[],
  now: Date,
): Promise<IncidentDetail> {
  const labels = await findLabels(db)
  const timeZone = await findTimeZone(db, row.customerId)
  return {
    incident: toIncidentView(row),
    timeline: await readTimeline(db, row, { labels, timeZone, now }),
    alerts: (await findAlertsOf(db, row)).map(toView),
    sessions: await findLinked(db, row),
    siblings: await findSiblings(db, customerIds, row),
    similar: (await findSimilar(db, row)).map(similarOf),
    people: await findPeople(db, row.customerId),
    ...(await findPlaces(db, row.customerId)),
    moves: movesOf(row, labels),
  }
}

function movesOf(row: IncidentRow, labels: ReadonlyMap<string, string>): IncidentDetail['moves'] {
  return movesFrom(row.status).map((to) => ({
    to,
    label: labels.get(to) ?? to,
    back: isBack(row.status, to),
    asksCause: asksCause(row, to),
  }))
}

function similarOf(past: PastIncident): IncidentDetail['similar'][number] {
  const { causeCategory, causeText, sameRules, sameCause, sameApps, ...said } = past
  const why =
    sameRules.length > 0
      ? `Same rule: ${sameRules.slice(0, 3).join(', ')}`
      : sameCause
        ? `Same cause: ${causeCategory}`
        : `Same app: ${sameApps.slice(0, 3).join(', ')}`
  return { ...said, cause: causeCategory && { category: causeCategory, text: causeText }, why }
}
