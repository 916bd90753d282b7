import { type Labels, stableLabels } from '../labels.ts'
import type { AppFacts, CustomerFacts } from './facts.ts'
import { addSums, noSums, type Span, type Sums } from './metric-value.ts'
import type { SeriesPlan } from './series-plan.ts'

/** One slice of one app, as the roll-ups name it. */
export type SliceSums = { customerId: string; appId: string; dimension: string; value: string; sums: Sums }

/** What a rule looks at: one app, or one region or browser of it. `instance` is its labels as stable text. */
export type Series = {
  customerId: string
  appId: string
  dimension: string
  value: string
  labels: Labels
  instance: string
  sums: Sums
}

/** The roll-ups of one window. Series are made once for all rules that look at it the same way. */
export type Frame = { span: Span; series(plan: SeriesPlan): SeriesSet }
export type SeriesSet = { all: readonly Series[]; of(customerId: string): readonly Series[] }

type Names = {
  customers: ReadonlyMap<string, CustomerFacts>
  apps: ReadonlyMap<string, AppFacts>
}

export function makeFrame(slices: readonly SliceSums[], span: Span, names: Names): Frame {
  const byDimension = Map.groupBy(slices, ({ dimension }) => dimension)
  const made = new Map<string, SeriesSet>()
  return {
    span,
    series(plan) {
      const known = made.get(plan.key)
      if (known) return known
      const set = seriesSet(makeSeries(byDimension.get(plan.dimension) ?? [], plan, names))
      made.set(plan.key, set)
      return set
    },
  }
}

function seriesSet(all: readonly Series[]): SeriesSet {
  const byCustomer = Map.groupBy(all, ({ customerId }) => customerId)
  return { all, of: (customerId) => byCustomer.get(customerId) ?? [] }
}

function makeSeries(slices: readonly SliceSums[], plan: SeriesPlan, names: Names): Series[] {
  const wanted = plan.values === null ? slices : slices.filter(({ value }) => plan.values?.has(value))
  if (plan.split || plan.values === null)
    return wanted.flatMap((slice) => oneSeries(slice, slice.value, plan, names))
  const byApp = Map.groupBy(wanted, ({ appId }) => appId)
  return [...byApp.values()].flatMap((some) => {
    const [first] = some
    const sums = some.reduce((sum, slice) => addSums(sum, slice.sums), noSums())
    return first ? oneSeries({ ...first, sums }, '', plan, names) : []
  })
}

function oneSeries(slice: SliceSums, value: string, plan: SeriesPlan, { apps, customers }: Names): Series[] {
  const app = apps.get(slice.appId)
  const customer = customers.get(slice.customerId)
  if (!app || !customer) return []
  const identity = { app: app.slug, ...(plan.split ? { [plan.dimension]: value } : {}) }
  return [
    {
      customerId: slice.customerId,
      appId: slice.appId,
      dimension: plan.dimension,
      value: slice.value,
      labels: { customer: customer.slug, ...identity },
      instance: stableLabels(identity),
      sums: slice.sums,
    },
  ]
}
