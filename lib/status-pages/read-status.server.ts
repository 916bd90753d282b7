import type { Member } from '#lib/access/member.ts'
import { asCustomer, type Tx } from '#lib/db/transaction.server.ts'
import { type AppFacts, statusAppOf } from './component-state.ts'
import type { CustomerStatus } from './contract.ts'
import { engineListens } from './engine-listens.server.ts'
import { readStatusPage } from './page/read-page.server.ts'
import { statusCustomer } from './status-customer.ts'
import { readApps, readNewestPulses, readPulseSums, readSessionFacts, readTrend } from './store.server.ts'

const minuteMs = 60_000
const trendMinutes = 60

/**
 * The status page of a customer: its own for a customer user, any in scope for staff. Both are read with a
 * customer's rights, so the preview is what the customer sees. Null when that customer is not theirs to see.
 */
export async function readStatus(
  member: Member,
  customerId: string | null,
  now: Date,
  listens: () => Promise<boolean> = engineListens,
): Promise<CustomerStatus | null> {
  return readStatusOf(statusCustomer(member, customerId), now, listens)
}

/** Whoever asks has been let in already: for pages that are opened by a signed address. */
export async function readStatusOf(
  customerId: string,
  now: Date,
  listens: () => Promise<boolean> = engineListens,
): Promise<CustomerStatus | null> {
  const engine = await listens()
  return asCustomer({ customerIds: [customerId] }, async (tx) => {
    const facts = await readFacts(tx, customerId, now)
    const apps = facts.map((one) => statusAppOf(one, engine, now.getTime()))
    const short = apps.map(({ name, state }, i) => ({
      name,
      state,
      everHeard: facts[i]?.lastSessionAt != null,
    }))
    return readStatusPage(tx, customerId, now.getTime(), { apps, short })
  })
}

async function readFacts(tx: Tx, customerId: string, now: Date): Promise<AppFacts[]> {
  const quarter = new Date(now.getTime() - 15 * minuteMs)
  const firstMinute = Math.floor(now.getTime() / minuteMs) - (trendMinutes - 1)
  const apps = await readApps(tx, customerId)
  const sessions = byApp(await readSessionFacts(tx, customerId))
  const sums = byApp(await readPulseSums(tx, customerId, quarter))
  const newest = byApp(await readNewestPulses(tx, customerId, quarter))
  const scores = await readTrend(tx, customerId, new Date(firstMinute * minuteMs))
  const scoreOf = new Map(
    scores.map(({ appId, minute, score }) => [`${appId} ${minute.getTime() / minuteMs}`, score]),
  )
  return apps.map(({ id, name }) => {
    const session = sessions.get(id)
    const sum = sums.get(id)
    return {
      appId: id,
      name,
      liveSessions: session?.liveSessions ?? 0,
      lastSessionAt: session?.lastSessionAt?.getTime() ?? null,
      lastSessionEndedAt: session?.lastSessionEndedAt?.getTime() ?? null,
      lastSessionLost: session?.lastSessionLost ?? false,
      dataAt: sum?.dataAt?.getTime() ?? null,
      now: newest.get(id) ?? null,
      minutes: {
        good: sum?.goodMinutes ?? 0,
        fair: sum?.fairMinutes ?? 0,
        poor: sum?.poorMinutes ?? 0,
        bad: sum?.badMinutes ?? 0,
      },
      joinAttempts: sum?.joinAttempts ?? 0,
      joins: sum?.joins ?? 0,
      joinFailures: sum?.joinFailures ?? 0,
      drops: sum?.drops ?? 0,
      trend: Array.from({ length: trendMinutes }, (_, i) => scoreOf.get(`${id} ${firstMinute + i}`) ?? null),
    }
  })
}

function byApp<Row extends { appId: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.appId, row]))
}
