/** The series of one connection as webrtc-internals keeps them: per statistic and property a text of all its values. */
export type SeriesBook = {
  add(id: string, type: string, at: number, values: Record<string, unknown>): void
  has(id: string): boolean
  stats(): Record<string, unknown>
}

type Stat = { type: string; times: number[]; values: Map<string, unknown[]> }

/** A property that appears late is counted from the end, as the page does; what is not known in between is null. */
export function createSeriesBook(): SeriesBook {
  const stats = new Map<string, Stat>()

  function add(id: string, type: string, at: number, values: Record<string, unknown>) {
    const stat: Stat = stats.get(id) ?? { type, times: [], values: new Map() }
    stats.set(id, stat)
    stat.times.push(Math.round(at))
    for (const [name, value] of Object.entries(values)) {
      const known = stat.values.get(name)
      if (known === undefined && (value === null || value === undefined)) continue
      const list = known ?? []
      list.push(value ?? null)
      stat.values.set(name, list)
    }
    for (const [name, list] of stat.values) if (!(name in values)) list.push(null)
  }

  function all(): Record<string, unknown> {
    const written: Record<string, unknown> = {}
    for (const [id, { type, times, values }] of stats) {
      const span = {
        startTime: new Date(times[0] ?? 0).toISOString(),
        endTime: new Date(times.at(-1) ?? 0).toISOString(),
        statsType: type,
      }
      written[`${id}-timestamp`] = { ...span, values: JSON.stringify(times) }
      for (const [name, list] of values) written[`${id}-${name}`] = { ...span, values: JSON.stringify(list) }
    }
    return written
  }
  return { add, has: (id) => stats.has(id), stats: all }
}
