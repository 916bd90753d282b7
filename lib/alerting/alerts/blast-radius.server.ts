import { blastRadius } from './blast-radius.ts'
import { countPeopleInCalls, findStaleBlasts, findTouchedCalls, saveBlasts } from './blast-store.server.ts'
import type { Db } from './store.server.ts'

export const blastEveryMs = 15_000
const atOnce = 25
const mostBatches = 40

/** Counts again whom each open alert hits, and once more what has just ended; answers how many were counted. */
export async function refreshBlasts(db: Db, now: Date): Promise<number> {
  const countedBefore = new Date(now.getTime() - blastEveryMs + 1_000)
  let counted = 0
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const alertIds = await findStaleBlasts(db, { now, countedBefore, limit: atOnce })
    if (alertIds.length > 0) await refreshBatch(db, alertIds, now)
    counted += alertIds.length
    if (alertIds.length < atOnce) break
  }
  return counted
}

async function refreshBatch(db: Db, alertIds: readonly string[], now: Date): Promise<void> {
  const calls = Map.groupBy(await findTouchedCalls(db, alertIds, now), ({ alertId }) => alertId)
  const people = await countPeopleInCalls(db, alertIds, now)
  const blasts = alertIds.map((alertId) => ({
    alertId,
    blast: blastRadius(calls.get(alertId) ?? [], people.get(alertId) ?? 0),
  }))
  await saveBlasts(db, blasts, now)
}
