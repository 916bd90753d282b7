import { isCustomerRole, type Member } from '#lib/access/member.ts'
import { within } from '#lib/access/within.ts'
import { asCustomer, type Tx } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import { type AppFacts, statusAppOf } from './component-state.ts'
import type { CustomerStatus } from './contract.ts'
import { engineListens } from './engine-listens.server.ts'
import { overallState, statusSentence } from './status-sentence.ts'
import {
  readApps,
  readCustomerName,
  readNewestPulses,
  readPulseSums,
  readSessionFacts,
  readTrend,
} from './store.server.ts'

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
  const wanted = customerOf(member, customerId)
  const engine = await listens()
  const read = await asCustomer({ customerIds: [wanted] }, async (tx) => {
    const customerName = await readCustomerName(tx, wanted)
    return customerName === null ? null : { customerName, facts: await readFacts(tx, wanted, now) }
  })
  if (!read) return null
  const at = now.getTime()
  const apps = read.facts.map((facts) => statusAppOf(facts, engine, at))
  const short = apps.map(({ name, state }, i) => ({
    name,
    state,
    everHeard: read.facts[i]?.lastSessionAt != null,
  }))
  const { customerName } = read
  return { customerName, sentence: statusSentence(short), state: overallState(short), serverTime: at, apps }
}

function customerOf({ role, scope }: Member, asked: string | null): string {
  if (asked !== null) return within(scope, asked)
  const own = scope.customerIds[0]
  if (isCustomerRole(role) && own !== undefined) return own
  if (isCustomerRole(role)) throw new Refused('not-found', 'No such thing.')
  throw new Refused('bad-request', 'Say which customer: ?customer=…')
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
