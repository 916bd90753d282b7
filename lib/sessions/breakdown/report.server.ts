import type { TenantScope } from '#lib/access/member.ts'
import { type Asked, searchOf } from '../search/search.server.ts'
import type { Breakdown, Funnel, Ground, Kpis } from './contract.ts'
import type { Dimension } from './dimensions.ts'
import { phasesOf, setupOf, stagesOf } from './funnel.ts'
import { isLowCoverage, kpiFigures } from './kpi-figures.ts'
import {
  callsAtOnce,
  countBy,
  countJoins,
  countKpis,
  type GroundRow,
  type ReportAsked,
} from './store.server.ts'

export type AskedReport = Asked & { simulated: boolean }

const readable = ({ q, ...asked }: AskedReport): ReportAsked => ({ ...asked, search: searchOf(q) })

/** How people fared, by what they have in common. */
export async function breakDown(scope: TenantScope, by: Dimension, asked: AskedReport): Promise<Breakdown> {
  const found = await countBy(scope, by, readable(asked))
  const { ground, all, rows } = found
  return { by, ground: groundOf(ground, asked), all, rows, more: Math.max(0, found.values - rows.length) }
}

/** How far people got when they joined, and how long it took. */
export async function readFunnel(scope: TenantScope, asked: AskedReport): Promise<Funnel> {
  const { ground, outcomes, setupMs, phases } = await countJoins(scope, readable(asked))
  return {
    ground: groundOf(ground, asked),
    ...stagesOf(outcomes),
    setup: setupOf(setupMs),
    phases: phasesOf(phases),
  }
}

/** The figures of the period, as they are defined. */
export async function readKpis(scope: TenantScope, asked: AskedReport, now: Date): Promise<Kpis> {
  const { ground, counts, setupMs } = await countKpis(scope, readable(asked), now)
  return {
    ground: groundOf(ground, asked),
    lowCoverage: isLowCoverage(counts),
    figures: kpiFigures(counts, setupMs),
  }
}

function groundOf({ reached, ...row }: GroundRow, { simulated }: AskedReport): Ground {
  return { ...row, capped: reached > callsAtOnce, simulatedIncluded: simulated }
}
