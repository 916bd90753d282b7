import { pool } from '#lib/db/pools.server.ts'
import { asCustomer } from '#lib/db/transaction.server.ts'
import { log } from '#lib/log.server.ts'
import type { HowComputed } from '../contract.ts'
import { historiesOf } from '../page/component-view.ts'
import { readHistoryRows, termsOf } from '../page/read-parts.server.ts'
import { readCallSuccess, readPage } from '../page/store.server.ts'
import { monthOf, monthsBetween } from '../uptime/calendar.ts'
import { tallyOf, uptimeOf } from '../uptime/tally.ts'
import { correctionOf, type Figures, type Reckoning, reckoningOf } from './reckon.ts'
import {
  type ChangedRow,
  type FrozenRow,
  findChangedIncidents,
  findFrozen,
  findHistories,
  type HistoryRow,
  insertMonths,
  writeCorrection,
} from './store.server.ts'

/** The last looks of a month are written by then. */
const settledAfterMs = 10 * 60_000
const worker = () => pool('worker')

/**
 * Freezes months that are over, and corrects frozen ones where a published incident was changed since. Both are reckoned
 * from what the customer can read. A customer that fails is logged and does not hold up the others.
 */
export async function freezeMonths(now: Date): Promise<void> {
  for (const history of await findHistories(worker()))
    await freezeCustomer(history, now).catch((error: unknown) =>
      log.error(
        { err: error, customerId: history.customerId },
        'the months of a customer could not be frozen',
      ),
    )
}

export async function freezeCustomer(history: HistoryRow, now: Date): Promise<void> {
  const { customerId, timeZone, since } = history
  const frozen = await findFrozen(worker(), customerId)
  const until = now.getTime() - settledAfterMs
  const over = monthsBetween(since, until, timeZone).slice(0, -1)
  for (const month of over) await freezeMonth(customerId, month, frozen, now)
  await correctMonths(history, frozen, now)
}

async function freezeMonth(customerId: string, month: string, frozen: readonly FrozenRow[], now: Date) {
  const done = new Set(frozen.filter((row) => row.month === month).map(({ componentId }) => componentId))
  const read = await readMonthFigures(customerId, month, now, null)
  const rows = read ? [...read.figures].filter(([componentId]) => !done.has(componentId)) : []
  if (!read || rows.length === 0) return
  await insertMonths(
    worker(),
    customerId,
    month,
    rows.map(([componentId, figures]) => ({ componentId, ...figures })),
    { ...read.calls, at: now, reckoning: read.reckoning },
  )
}

/** With today's terms, or with those it was frozen with. Null = no such customer any more. */
function readMonthFigures(customerId: string, name: string, now: Date, stored: unknown) {
  return asCustomer({ customerIds: [customerId] }, async (tx) => {
    const page = await readPage(tx, customerId)
    if (!page) return null
    const how: HowComputed = termsOf(page).how
    const reckoning: Reckoning = reckoningOf(stored, how)
    const { from, to } = monthOf(name, page.timeZone)
    const window = { from, to, now: now.getTime(), excuses: reckoning.excusesMaintenance }
    const histories = historiesOf(await readHistoryRows(tx, customerId, window), from, to, window.now)
    const figures = new Map<string, Figures>(
      histories
        .filter(({ component }) => component.since < to)
        .map(({ component, timeline }) => {
          const { excusedDownMs: _, ...kept } = uptimeOf(tallyOf(timeline), reckoning.weights)
          return [component.componentId, kept]
        }),
    )
    return { figures, reckoning, calls: await readCallSuccess(tx, customerId, new Date(from), new Date(to)) }
  })
}

async function correctMonths({ customerId, timeZone }: HistoryRow, frozen: readonly FrozenRow[], now: Date) {
  if (frozen.length === 0) return
  const changed = await findChangedIncidents(worker(), customerId, Math.min(...frozen.map(({ at }) => at)))
  for (const [month, rows] of Map.groupBy(frozen, (row) => row.month)) {
    const { to } = monthOf(month, timeZone)
    const touching = changed.filter(({ beginsAt }) => beginsAt < to)
    await correctMonth(customerId, month, rows, touching, now)
  }
}

async function correctMonth(
  customerId: string,
  month: string,
  rows: readonly FrozenRow[],
  changed: readonly ChangedRow[],
  now: Date,
) {
  const changedSince = (row: FrozenRow) => changed.filter(({ updatedAt }) => updatedAt > row.at)
  const touched = rows.filter((row) => changedSince(row).length > 0)
  const read =
    touched.length > 0 ? await readMonthFigures(customerId, month, now, touched[0]?.reckonedWith) : null
  for (const row of touched) {
    const became = read?.figures.get(row.componentId)
    const references = changedSince(row).map(({ reference }) => reference)
    const correction = became && correctionOf(row, became, { at: now.getTime(), references })
    if (became && correction)
      await writeCorrection(worker(), { customerId, componentId: row.componentId, month }, became, correction)
  }
}
