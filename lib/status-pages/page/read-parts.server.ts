import type { Tx } from '#lib/db/transaction.server.ts'
import type { HowComputed, PublicIncident } from '../contract.ts'
import { type StatusPageSettings, settingsOf } from '../settings.ts'
import type { HistoryRows } from './component-view.ts'
import { occurrencesOf } from './maintenance.ts'
import { toldIncident } from './public-incident.ts'
import type { IncidentRow, PageRow } from './rows.ts'
import {
  readIncidents,
  readReviews,
  readShownComponents,
  readSpans,
  readUpdates,
  readWindows,
} from './store.server.ts'

/** What the MSP agreed with this customer and chose for its page. */
export type Terms = { settings: StatusPageSettings; how: HowComputed }

export function termsOf(row: PageRow): Terms {
  const settings = settingsOf(row.settings)
  return {
    settings,
    how: {
      weights: settings.weights,
      groupRule: settings.groupRule,
      excusesMaintenance: row.excusesMaintenance ?? true,
      uptimeTarget: row.uptimeTarget ?? 0.999,
      timeZone: row.timeZone,
    },
  }
}

/** Everything that says how components were in a time. `plansTo` looks further ahead, for what is planned. */
export async function readHistoryRows(
  tx: Tx,
  customerId: string,
  {
    from,
    to,
    now,
    excuses,
    plansTo = to,
  }: { from: number; to: number; now: number; excuses: boolean; plansTo?: number },
): Promise<HistoryRows> {
  const [begin, end] = [new Date(from), new Date(to)]
  const components = await readShownComponents(tx, customerId)
  const spans = await readSpans(tx, customerId, begin, end)
  const incidents = await readIncidents(tx, customerId, begin, end)
  const occurrences = occurrencesOf(await readWindows(tx), { from, to: plansTo, now, excuses })
  return { components, spans, incidents, occurrences }
}

export async function readPublicIncidents(
  tx: Tx,
  customerId: string,
  rows: readonly IncidentRow[],
): Promise<PublicIncident[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ incidentId }) => incidentId)
  const updates = await readUpdates(tx, customerId, ids)
  const reviews = await readReviews(tx, customerId, ids)
  return rows.map((row) => toldIncident(row, updates, reviews))
}
