import { entryOf } from '#lib/diagnosis/catalogue.ts'
import { bands } from '../contract.ts'
import { type Facet, type FacetKey, facetKeys } from './contract.ts'

const shown = 12
/** Orders that mean something; everything else is sorted by how many calls there are. */
const orders: Partial<Record<FacetKey, readonly string[]>> = {
  state: ['live', 'ended'],
  band: bands.toReversed(),
  source: ['live', 'imported'],
  pinned: ['yes', 'no'],
}

/** Rows of counts as the facets of the screen: ordered, and short. */
export function facetsOf(rows: readonly { key: FacetKey; value: string | null; calls: number }[]): Facet[] {
  return facetKeys.map((key) => {
    const own = rows.filter((row) => row.key === key)
    const values = sortValues(key, key === 'owner' ? byOwner(own) : own)
    return {
      key,
      values: values.slice(0, shown).map(({ value, calls }) => ({ value, calls })),
      more: Math.max(0, values.length - shown),
    }
  })
}

type Count = { value: string | null; calls: number }

/** Who can act follows from the cause; calls without a cause concern nobody. */
function byOwner(rows: readonly Count[]): Count[] {
  const calls = new Map<string | null, number>()
  for (const row of rows) {
    const owner = row.value === null ? null : entryOf(row.value).owner
    calls.set(owner, (calls.get(owner) ?? 0) + row.calls)
  }
  return [...calls].map(([value, n]) => ({ value, calls: n }))
}

function sortValues(key: FacetKey, values: readonly Count[]): Count[] {
  const order = orders[key]
  const place = ({ value }: Count) => (order ? order.indexOf(value ?? '') : value === null ? 1 : 0)
  return values.toSorted(
    (a, b) => place(a) - place(b) || b.calls - a.calls || ((a.value ?? '') < (b.value ?? '') ? -1 : 1),
  )
}
