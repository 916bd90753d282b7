import type { Tx } from '#lib/db/transaction.server.ts'
import type { CustomerStatus, StatusApp } from '../contract.ts'
import type { AppInShort } from '../status-sentence.ts'
import { lastDays } from '../uptime/calendar.ts'
import { groupRatio } from '../uptime/group.ts'
import { componentView, historiesOf } from './component-view.ts'
import { headlineOf } from './headline.ts'
import { isOver } from './public-incident.ts'
import { readHistoryRows, readPublicIncidents, termsOf } from './read-parts.server.ts'
import { readCallSuccess, readLook, readPage } from './store.server.ts'
import { whoseOf } from './whose.ts'

export const shownDays = 90
const dayMs = 86_400_000
/** What is over is worth a look for a day. */
const justOverMs = dayMs
const plannedAheadMs = 30 * dayMs

type Apps = { apps: StatusApp[]; short: AppInShort[] }

/** Everything on the page beside the apps' live numbers, which are given. Null = no such customer. */
export async function readStatusPage(
  tx: Tx,
  customerId: string,
  now: number,
  { apps, short }: Apps,
): Promise<CustomerStatus | null> {
  const page = await readPage(tx, customerId)
  if (!page) return null
  const { settings, how } = termsOf(page)
  const days = lastDays(now, page.timeZone, shownDays)
  const [from, to] = [days[0]?.from ?? now, days.at(-1)?.to ?? now]
  const excuses = how.excusesMaintenance
  const rows = await readHistoryRows(tx, customerId, {
    from,
    to,
    now,
    excuses,
    plansTo: now + plannedAheadMs,
  })
  const histories = historiesOf(rows, from, to, now)
  const view = { weights: how.weights, shared: settings.showsUptime, now }
  const components = histories.map((history) => componentView(history, days, view))
  const open = rows.incidents.filter((row) => !isOver(row))
  const incidents = await readPublicIncidents(tx, customerId, open)
  const look = await readLook(tx, customerId)
  const { sentence, state, since } = headlineOf(short, components, incidents)
  const timelines = histories.map(({ timeline }) => timeline)
  return {
    customerName: page.name,
    ...{ sentence, state, since, serverTime: now },
    dataAt: newest(apps.map(({ dataAt }) => dataAt)),
    whose: whoseOf(look, now),
    ...{ apps, components, incidents, how },
    uptimeRatio: settings.showsUptime ? groupRatio(how.groupRule, timelines, how.weights) : null,
    callSuccess: settings.showsCallSuccess
      ? successOf(await readCallSuccess(tx, customerId, new Date(from), new Date(now)))
      : null,
    maintenance: rows.occurrences
      .filter(({ endsAt }) => endsAt > now - justOverMs)
      .map(({ whole: _, agreedAt: __, ...occurrence }) => occurrence)
      .slice(0, 20),
  }
}

/** A share of calls, rounded down like uptime. */
export function successOf({ good, eligible }: { good: number; eligible: number }) {
  return { good, eligible, ratio: eligible > 0 ? Math.floor((good * 100_000) / eligible) / 100_000 : null }
}

function newest(times: readonly (number | null)[]): number | null {
  const known = times.filter((at) => at !== null)
  return known.length > 0 ? Math.max(...known) : null
}
