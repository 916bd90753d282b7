import { firstAfter } from '#components/charts/gaps.ts'
import type { TimeView } from '#components/charts/time-view.ts'
import { type ChartSpec, metricIndex, niceTop } from './chart-specs.ts'
import type { SeriesStore } from './series-store.ts'

/**
 * The scale that all participants' charts of one metric share, so that two charts side by side can be compared.
 * Worked out once per window, however many charts ask.
 */
export function sharedRange(
  spec: ChartSpec,
  participantIds: readonly string[],
  store: SeriesStore,
  view: TimeView,
): () => readonly [number, number] {
  let known: { window: object; version: number; range: readonly [number, number] } | null = null
  return () => {
    const window = view.window()
    const version = store.version()
    if (known?.window === window && known.version === version) return known.range
    const highest = highestShown(spec, participantIds, store, window.from, window.to)
    const top = highest > spec.leastTop ? niceTop(highest) : spec.leastTop
    known = { window, version, range: [spec.floor, top] }
    return known.range
  }
}

function highestShown(
  spec: ChartSpec,
  participantIds: readonly string[],
  store: SeriesStore,
  from: number,
  to: number,
): number {
  let highest = Number.NEGATIVE_INFINITY
  for (const participantId of participantIds) {
    const { at, columns } = store.of(participantId)
    const first = Math.max(0, firstAfter(at, from) - 1)
    for (const { metric } of spec.lines) {
      const column = columns[metricIndex[metric]]
      for (let i = first; column && i < at.length && (at[i] ?? 0) <= to; i++) {
        const value = column[i] ?? null
        if (value !== null && value > highest) highest = value
      }
    }
  }
  return highest
}
