import type { Pool } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { inTransaction } from '#lib/db/transaction.server.ts'
import { type CustomerFacts, countSides, type Look, lookAt, type UsedBand } from './look.ts'
import { missingComponents } from './missing-components.ts'
import { type Streak, settle } from './settle.ts'
import {
  findHeardCustomers,
  findJoins,
  findOpenSpans,
  findPeople,
  findTroubles,
  insertComponents,
  type OpenRow,
  type SpanWrite,
  writeLooks,
  writeSpans,
} from './store.server.ts'

/** What a recorder remembers between looks; all else is in the store. */
export type Streaks = Map<string, Streak>

/** One look at all calls: components are made, their spans live on, end or begin. Answers how many components it saw. */
export async function recordStatus(
  pool: Pool,
  { streaks, engineListens, now }: { streaks: Streaks; engineListens: boolean; now: Date },
): Promise<number> {
  const facts = await gatherFacts(pool, now)
  const looks = new Map([...facts].map(([customerId, of]) => [customerId, lookAt(of, engineListens)]))
  return inTransaction(pool, async (client) => {
    const known = await findOpenSpans(client)
    const missing = missingComponents(looks, known).map((one) => ({ ...one, componentId: uuidv7() }))
    await insertComponents(client, missing, now)
    const components = missing.length > 0 ? await findOpenSpans(client) : known
    const writes = components.flatMap((row) => settled(row, looks.get(row.customerId), streaks, now))
    await writeSpans(client, writes, now)
    const sides = [...facts].map(([customerId, of]) => ({ customerId, ...countSides(of) }))
    await writeLooks(client, sides, now)
    return writes.length
  })
}

async function gatherFacts(pool: Pool, now: Date): Promise<Map<string, CustomerFacts>> {
  const customers = await findHeardCustomers(pool, now)
  const people = Map.groupBy(await findPeople(pool, now), ({ customerId }) => customerId)
  const troubles = Map.groupBy(await findTroubles(pool, now), ({ customerId }) => customerId)
  const joins = Map.groupBy(await findJoins(pool, now), ({ customerId }) => customerId)
  return new Map(
    customers.map(({ customerId, liveSessions, lostJustNow }) => [
      customerId,
      {
        liveSessions,
        lostJustNow,
        people: (people.get(customerId) ?? []).map(({ audio, video, screen, chat, ...person }) => ({
          ...person,
          bands: { audio: bandOf(audio), video: bandOf(video), 'screen-share': bandOf(screen), chat },
        })),
        troubles: troubles.get(customerId) ?? [],
        joins: joins.get(customerId) ?? [],
      },
    ]),
  )
}

const byRank: readonly UsedBand[] = ['unknown', 'good', 'fair', 'poor', 'bad']
const bandOf = (rank: number | null): UsedBand | null => (rank === null ? null : (byRank[rank] ?? 'unknown'))

/** A region that nobody calls from now is as idle, or as unknown, as the rest of the customer. */
function lookOf({ kind, region }: OpenRow, looks: readonly Look[]): Pick<Look, 'state' | 'because'> {
  const look = looks.find((one) => one.kind === kind && one.region === region)
  if (look) return look
  const joining = looks.find((one) => one.kind === 'join')
  return joining?.state === 'no-data' ? joining : { state: 'idle', because: 'nobody calls from there' }
}

function settled(row: OpenRow, looks: readonly Look[] | undefined, streaks: Streaks, now: Date): SpanWrite[] {
  if (!looks) return []
  const { customerId, componentId, startedAt, seenAt, state } = row
  const { state: seen, because } = lookOf(row, looks)
  const span = startedAt === null || seenAt === null || state === null ? null : { startedAt, seenAt, state }
  const { streak, keep, close, open } = settle(span, streaks.get(componentId) ?? null, seen, now.getTime())
  if (streak) streaks.set(componentId, streak)
  else streaks.delete(componentId)
  // what a doubtful look saw is no reason for what the span says
  const reason = keep && keep.state !== seen && keep.state === state ? null : because
  return [
    {
      ...{
        customerId,
        componentId,
        because: reason,
        startedAt: timeOf(startedAt),
        keep: keep?.state ?? null,
      },
      ...{ closeAt: timeOf(close?.endedAt), openAt: timeOf(open?.startedAt), openState: open?.state ?? null },
    },
  ]
}

const timeOf = (at: number | null | undefined) => (at == null ? null : new Date(at).toISOString())
