import { firstAfter } from '#components/charts/gaps.ts'
import { type Point, pointMetrics, type SessionSeries } from '#lib/sessions/contract.ts'
import { silenceAfterMs } from '#lib/sessions/lanes.ts'
import { displayValue } from './chart-specs.ts'

/** The samples of one participant; columns run parallel to `at`, one per entry of `pointMetrics`. */
export type ParticipantSeries = {
  at: number[]
  columns: (number | null)[][]
  silenceMs: number
}

const nothing: ParticipantSeries = { at: [], columns: pointMetrics.map(() => []), silenceMs: 6_500 }

/**
 * All samples of a session, in display units, outside React. History replaces, live points append;
 * a silence becomes a row of nulls so that no line is drawn across it. Tells its listeners at most once a second.
 */
export class SeriesStore {
  #byParticipant = new Map<string, ParticipantSeries>()
  #listeners = new Set<() => void>()
  #version = 0
  #timer: ReturnType<typeof setTimeout> | null = null
  #toldAt = Number.NEGATIVE_INFINITY

  of(participantId: string): ParticipantSeries {
    return this.#byParticipant.get(participantId) ?? nothing
  }

  participantIds(): string[] {
    return [...this.#byParticipant.keys()]
  }

  /** Rises with every change that listeners were told of. */
  version = (): number => this.#version

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The samples held; when it is high, history thinned out by the server should be loaded again. */
  longest(): number {
    return Math.max(0, ...[...this.#byParticipant.values()].map((series) => series.at.length))
  }

  /** Takes history from the API; live points newer than it stay. */
  load(history: SessionSeries) {
    for (const { participantId, at, values } of history.participants) {
      const before = this.of(participantId)
      const fresh: ParticipantSeries = {
        at: [],
        columns: pointMetrics.map(() => []),
        silenceMs: silenceAfterMs(at),
      }
      for (const [i, t] of at.entries()) push(fresh, t, (metric) => values[metric]?.[i] ?? null)
      const newer = firstAfter(before.at, (at.at(-1) ?? 0) + 1)
      for (let i = newer; i < before.at.length; i++)
        push(fresh, before.at[i] ?? 0, (metric) => before.columns[metric]?.[i] ?? null, false)
      this.#byParticipant.set(participantId, fresh)
    }
    this.#tell()
  }

  /** Takes live points. One that is older than what is there is history's business. */
  append(points: readonly Point[]) {
    let changed = false
    for (const point of points) {
      const series = this.#byParticipant.get(point.participantId) ?? this.#begin(point.participantId)
      if (point.at <= (series.at.at(-1) ?? Number.NEGATIVE_INFINITY)) continue
      push(series, point.at, (metric) => point.values[metric] ?? null)
      changed = true
    }
    if (changed) this.#tellSoon()
  }

  stop() {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #begin(participantId: string): ParticipantSeries {
    const series = { at: [], columns: pointMetrics.map(() => []), silenceMs: nothing.silenceMs }
    this.#byParticipant.set(participantId, series)
    return series
  }

  #tellSoon() {
    if (this.#timer !== null) return
    const wait = Math.max(0, 1_000 - (performance.now() - this.#toldAt))
    this.#timer = setTimeout(() => this.#tell(), wait)
  }

  #tell() {
    this.stop()
    this.#toldAt = performance.now()
    this.#version++
    for (const listener of this.#listeners) listener()
  }
}

function push(
  series: ParticipantSeries,
  at: number,
  value: (metric: number) => number | null,
  convert = true,
) {
  const last = series.at.at(-1)
  if (last !== undefined && at - last > series.silenceMs) {
    series.at.push(last + 1)
    for (const column of series.columns) column.push(null)
  }
  series.at.push(at)
  for (const [metric, column] of series.columns.entries())
    column.push(convert ? displayValue(metric, value(metric)) : value(metric))
}
