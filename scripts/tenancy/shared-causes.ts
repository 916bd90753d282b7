import { v7 as uuidv7 } from 'uuid'
import { pool } from '#lib/db/pools.server.ts'
import { compareRates } from '#lib/diagnosis/fleet/compare-rates.ts'
import type { FleetFinding } from '#lib/diagnosis/fleet/contract.ts'
import { ownedValue } from '#lib/diagnosis/fleet/owned-values.ts'
import { saveFleetFindings } from '#lib/sessions/fleet/store.server.ts'
import type { Tenant } from './tenants.ts'

/** One cause that touches both tenants, with what is each one's own among what was compared, and one cause of each alone. */
export async function addSharedCauses(...tenants: Tenant[]): Promise<void> {
  const shared = causeOf('turn', 'turn-of-everybody', tenants, tenants)
  const own = tenants.map((one) => causeOf('site', ownedValue(one.customerId, one.word), [one], tenants))
  await saveFleetFindings(pool('owner'), [shared, ...own])
}

function causeOf(
  dimension: 'turn' | 'site',
  value: string,
  touched: readonly Tenant[],
  compared: readonly Tenant[],
): FleetFinding {
  const comparison = compareRates({ bad: 18, n: 42, elsewhereBad: 12, elsewhereN: 198 })
  const now = Date.now()
  return {
    findingId: uuidv7(),
    dimension,
    value,
    inseparable: compared.map(({ customerId, appId }) => ({
      dimension: 'app',
      value: ownedValue(customerId, appId),
    })),
    family: 'any',
    families: ['any'],
    comparison,
    people: 18,
    calls: 12,
    badTimeShare: 0.6,
    rest: { bad: 12, n: 198 },
    together: 1,
    customers: touched.map(({ customerId }) => ({ customerId, people: 9 })),
    beside: [],
    rivals: compared.flatMap(({ customerId, appId, word }) =>
      comparison === null
        ? []
        : [
            {
              dimension: 'site',
              value: ownedValue(customerId, word),
              comparison,
              users: 5,
              calls: 5,
              failed: null,
            },
            {
              dimension: 'appVersion',
              value: ownedValue(customerId, appId, word),
              comparison,
              users: 5,
              calls: 5,
              failed: null,
            },
            { dimension: 'customer', value: customerId, comparison, users: 5, calls: 5, failed: 'chance' },
          ],
    ),
    badSince: null,
    phase: 'confirmed',
    streak: 2,
    confidence: 'high',
    severity: 'major',
    surprise: 'unknown',
    baseline: null,
    openedAt: now,
    confirmedAt: now,
    seenAt: now,
    quietSince: null,
    closedAt: null,
    closedReason: null,
    model: 'test',
  }
}
