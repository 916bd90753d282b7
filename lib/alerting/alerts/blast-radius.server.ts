import { log } from '#lib/log.server.ts'
import { blastRadius } from './blast-radius.ts'
import {
  countPeopleInCalls,
  findKinds,
  findPainMinutes,
  findPeopleInCalls,
  findScopes,
  findStaleBlasts,
  saveBlasts,
  skipBlasts,
} from './blast-store.server.ts'
import type { Db } from './store.server.ts'
import { type BlastScope, type KnownPeople, touchedCalls } from './touched-calls.ts'

export const blastEveryMs = 15_000
const atOnce = 25
const mostBatches = 40

/** Counts again whom each open alert hits, and once more what has just ended; answers how many were counted. */
export async function refreshBlasts(db: Db, now: Date): Promise<number> {
  const countedBefore = new Date(now.getTime() - blastEveryMs + 1_000)
  let counted = 0
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const alertIds = await findStaleBlasts(db, { now, countedBefore, limit: atOnce })
    if (alertIds.length > 0) await refreshSome(db, alertIds, now)
    counted += alertIds.length
    if (alertIds.length < atOnce) break
  }
  return counted
}

/** One that cannot be counted keeps its last numbers and does not hold up the others. */
async function refreshSome(db: Db, alertIds: readonly string[], now: Date): Promise<void> {
  try {
    await refreshBatch(db, alertIds, now)
  } catch (error) {
    log.warn({ err: error, alerts: alertIds.length }, 'whom alerts hit could not be counted')
    if (alertIds.length === 1) return skipBlasts(db, alertIds, now)
    for (const alertId of alertIds) await refreshSome(db, [alertId], now)
  }
}

async function refreshBatch(db: Db, alertIds: readonly string[], now: Date): Promise<void> {
  const scopes = Map.groupBy(await findScopes(db, alertIds, now), ({ customerId }) => customerId)
  for (const [customerId, ofCustomer] of scopes)
    await saveBlasts(db, await countCustomer(db, customerId, ofCustomer), now)
}

/** What all alerts of a customer need is read once, over the longest of their times. */
async function countCustomer(db: Db, customerId: string, scopes: readonly BlastScope[]) {
  const since = new Date(Math.min(...scopes.map((scope) => scope.since.getTime())))
  const until = new Date(Math.max(...scopes.map((scope) => scope.until.getTime())))
  const known = await readPeople(db, { customerId, since, until }, scopes)
  const totals = new Map<string, number>()
  const blasts = []
  for (const scope of scopes) {
    const span = `${scope.since.getTime()} ${scope.until.getTime()}`
    const total = totals.get(span) ?? (await countPeopleInCalls(db, scope))
    totals.set(span, total)
    blasts.push({ alertId: scope.alertId, blast: blastRadius(touchedCalls(scope, known), total) })
  }
  return blasts
}

async function readPeople(
  db: Db,
  span: { customerId: string; since: Date; until: Date },
  scopes: readonly BlastScope[],
): Promise<KnownPeople> {
  const kinds = [...new Set(scopes.flatMap(({ kind }) => kind ?? []))]
  const people = await findPeopleInCalls(db, span, kinds.length > 0)
  const latest = Math.max(...scopes.map(({ since }) => since.getTime()))
  const aching = people.filter(({ painMinutes, joinedAt }) => painMinutes > 0 && joinedAt.getTime() < latest)
  const minutes = aching.length > 0 ? await findPainMinutes(db, span, aching) : []
  const found = kinds.length > 0 ? await findKinds(db, span, kinds) : []
  return {
    people,
    minutes: Map.groupBy(minutes, ({ personId }) => personId),
    kinds: Map.groupBy(found, ({ personId }) => personId),
  }
}
