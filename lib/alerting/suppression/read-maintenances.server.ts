import type { TenantScope } from '#lib/access/member.ts'
import { within } from '#lib/access/within.ts'
import { Refused } from '#lib/errors.ts'
import type { Maintenances, MaintenanceView } from './contract.ts'
import { maintenanceState } from './maintenance-state.ts'
import { occurrencesFrom } from './occurrences.ts'
import {
  countMuted,
  findMaintenance,
  findMaintenances,
  type MaintenanceRow,
  type MutedCount,
} from './store.server.ts'

const keptMs = 90 * 86_400_000
const shownOccurrences = 8
const order = { running: 0, planned: 1, over: 2, cancelled: 3 }

/** Running ones first, then by their next start, then what is over. */
export async function readMaintenances(
  scope: TenantScope,
  customer: string | null,
  now: Date,
): Promise<Maintenances> {
  const narrowed = customer === null ? scope : { customerIds: [within(scope, customer)] }
  const since = new Date(now.getTime() - keptMs)
  const [rows, counts] = await Promise.all([findMaintenances(narrowed, since), countMuted(narrowed, since)])
  const maintenances = rows.map((row) => viewOf(row, counts, now))
  maintenances.sort(
    (a, b) => order[a.state] - order[b.state] || nextOf(a) - nextOf(b) || b.createdAt - a.createdAt,
  )
  return { maintenances, at: now.getTime() }
}

export async function readMaintenance(
  scope: TenantScope,
  maintenanceId: string,
  now: Date,
): Promise<MaintenanceView> {
  const row = await findMaintenance(scope, maintenanceId)
  if (!row) throw new Refused('not-found', 'No such thing.')
  return viewOf(row, await countMuted(scope, new Date(now.getTime() - keptMs)), now)
}

function viewOf(row: MaintenanceRow, counts: readonly MutedCount[], now: Date): MaintenanceView {
  const muted = counts.find(({ id }) => id === row.maintenanceId)
  return {
    ...row,
    state: maintenanceState(row, now.getTime()),
    next: occurrencesFrom(row, now.getTime(), shownOccurrences),
    mutesNow: muted?.now ?? 0,
    wouldHaveNotified: muted?.soFar ?? 0,
  }
}

const nextOf = ({ next: [first] }: MaintenanceView): number => first?.startsAt ?? 0
