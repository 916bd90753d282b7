import type { Head } from './types.ts'

/** One report or event, already written as JSON, and whose it is as soon as that is known. */
export type Item = { seq: number; t: number; isReport: boolean; json: string; head?: Head }

/** What waits to be sent, oldest first, and what was given up and why. Items in an open batch are not in here. */
export type Buffer = { items: Item[]; drops: Record<string, number> }

export const bufferLimits = { maxBytes: 5_000_000, maxItems: 5000, maxReportAgeMs: 600_000 }
/** A batch stays below the server's limits even when it cannot be compressed. */
export const batchLimits = { maxBytes: 160_000, maxItems: 500 }

/**
 * Adds an item and keeps the bounds: oldest reports go first, events last; what goes is counted and returned, so that
 * it is not kept elsewhere.
 */
export function addItem(buffer: Buffer, item: Item, now: number, limits = bufferLimits): Item[] {
  const { items } = buffer
  const gone: Item[] = []
  let bytes = 0
  items.push(item)
  for (const { json } of items) bytes += json.length
  for (;;) {
    const report = items.find(({ isReport }) => isReport)
    const isAged = report && report.t < now - limits.maxReportAgeMs
    if (!isAged && bytes <= limits.maxBytes && items.length <= limits.maxItems) return gone
    const [out = item] = items.splice(report ? items.indexOf(report) : 0, 1)
    bytes -= out.json.length
    gone.push(out)
    countDrop(buffer, isAged ? 'too-old' : 'buffer-full')
  }
}

/** Takes the next batch out: items of one head, as many as fit, but never none. */
export function takeBatch(items: Item[], limits = batchLimits): Item[] {
  const boot = items[0]?.head?.boot
  let bytes = 0
  const surplus = items.findIndex(({ json, head }, i) => {
    bytes += json.length
    return i > 0 && (bytes > limits.maxBytes || i >= limits.maxItems || head?.boot !== boot)
  })
  return items.splice(0, surplus < 0 ? items.length : surplus)
}

export function countDrop({ drops }: Buffer, reason: string, count = 1): void {
  drops[reason] = (drops[reason] ?? 0) + count
}
