import { z } from 'zod'
import type { Member } from '#lib/access/member.ts'
import { asCustomer, type Tx } from '#lib/db/transaction.server.ts'
import { monthComponentSchema, type StatusMonth } from '../contract.ts'
import { statusCustomer } from '../status-customer.ts'
import { monthOf, monthsBetween } from '../uptime/calendar.ts'
import { tallyOf, uptimeOf } from '../uptime/tally.ts'
import { type ComponentHistory, daysOf, historiesOf, touches } from './component-view.ts'
import { successOf } from './read-page.server.ts'
import { readHistoryRows, readPublicIncidents, termsOf } from './read-parts.server.ts'
import type { MonthRow } from './rows.ts'
import { readCallSuccess, readFrozenMonth, readPage } from './store.server.ts'

const correctionsSchema = monthComponentSchema.shape.corrections.catch([])
const ratioOf = z.number().nullable()

/** GET /api/v1/status/history. Null when there is no such customer, or the customer's history has no such month. */
export async function readStatusMonth(
  member: Member,
  { customerId, month }: { customerId: string | null; month: string | null },
  now: Date,
): Promise<StatusMonth | null> {
  const wanted = statusCustomer(member, customerId)
  return asCustomer({ customerIds: [wanted] }, (tx) => readMonth(tx, wanted, month, now.getTime()))
}

/** The month asked for, else the one of now. With a customer's rights. */
export async function readMonth(
  tx: Tx,
  customerId: string,
  asked: string | null,
  now: number,
): Promise<StatusMonth | null> {
  const page = await readPage(tx, customerId)
  if (!page) return null
  const { settings, how } = termsOf(page)
  const current = monthsBetween(now, now, page.timeZone)[0] ?? ''
  const month = monthOf(asked ?? current, page.timeZone)
  const window = { from: month.from, to: month.to, now, excuses: how.excusesMaintenance }
  const rows = await readHistoryRows(tx, customerId, window)
  const oldest = Math.min(now, ...rows.components.map(({ since }) => since))
  const months = monthsBetween(oldest, now, page.timeZone).reverse()
  if (!months.includes(month.name)) return null
  const frozen = new Map(
    (await readFrozenMonth(tx, customerId, month.name)).map((row) => [row.componentId, row]),
  )
  const histories = historiesOf(rows, month.from, month.to, now).filter(
    ({ component }) => component.since < month.to,
  )
  const touching = rows.incidents.filter((row) => touches(row, month.from, Math.min(month.to, now)))
  const success = settings.showsCallSuccess
    ? successOf(
        [...frozen.values()].map(callsOf)[0] ??
          (await readCallSuccess(tx, customerId, new Date(month.from), new Date(month.to))),
      )
    : null
  return {
    customerName: page.name,
    ...{ month: month.name, from: month.from, to: month.to, serverTime: now, months, how },
    components: histories.map((history) => {
      const { componentId, name } = history.component
      const figures = figuresOf(history, frozen.get(componentId), how.weights, settings.showsUptime)
      return { componentId, name, ...figures, days: daysOf(history, month.days, how.weights, now) }
    }),
    callSuccess: success,
    incidents: await readPublicIncidents(tx, customerId, touching),
    maintenance: rows.occurrences.map(({ whole: _, agreedAt: __, ...occurrence }) => occurrence),
  }
}

const callsOf = ({ goodCalls, eligibleCalls }: MonthRow) => ({ good: goodCalls, eligible: eligibleCalls })

/** What was frozen counts, with what was corrected since; an open month is reckoned now. */
function figuresOf(
  { timeline }: ComponentHistory,
  frozen: MonthRow | undefined,
  weights: Parameters<typeof uptimeOf>[1],
  shared: boolean,
) {
  if (!frozen) {
    const { ratio, upMs, downMs, unknownMs, maintenanceMs } = uptimeOf(tallyOf(timeline), weights)
    const times = { upMs, downMs, unknownMs, maintenanceMs }
    return { uptimeRatio: shared ? ratio : null, ...times, frozenAt: null, corrections: [] }
  }
  const { upMs, downMs, unknownMs, maintenanceMs, frozenAt } = frozen
  const corrections = correctionsSchema.parse(frozen.corrections)
  const uptimeRatio = ratioOf.parse(frozen.uptimeRatio)
  const times = { upMs, downMs, unknownMs, maintenanceMs }
  return {
    uptimeRatio: shared ? uptimeRatio : null,
    ...times,
    frozenAt,
    corrections: shared ? corrections : [],
  }
}
