/** One report or event, already written as JSON. */
export type Item = { seq: number; t: number; isReport: boolean; json: string }

/** What waits to be sent, oldest first, and what was given up and why. Items in an open batch are not in here. */
export type Buffer = {
  items: Item[]
  bytes: number
  drops: Record<string, number>
  /** told what was given up, so that it is not kept elsewhere */
  onDrop?: (items: Item[]) => void
}

export const bufferLimits = { maxBytes: 5_000_000, maxEvents: 5000, maxReportAgeMs: 600_000 }
/** A batch stays below the server's limits even when it cannot be compressed. */
export const batchLimits = { maxBytes: 160_000, maxItems: 500 }

export function createBuffer(onDrop?: Buffer['onDrop']): Buffer {
  return { items: [], bytes: 0, drops: {}, onDrop }
}

/** Adds an item and keeps the bounds: oldest reports go first, events last; what goes is counted. */
export function addItem(buffer: Buffer, item: Item, now: number, limits = bufferLimits): void {
  buffer.items.push(item)
  buffer.bytes += item.json.length
  const isAged = (old: Item) => old.isReport && old.t < now - limits.maxReportAgeMs
  const oldest = buffer.items.find(({ isReport }) => isReport)
  if (oldest && isAged(oldest)) dropWhere(buffer, 'too-old', isAged)
  if (buffer.bytes > limits.maxBytes) dropUntilFits(buffer, limits.maxBytes)
  if (buffer.items.length > limits.maxEvents) dropSurplusEvents(buffer, limits.maxEvents)
}

/** Takes the next batch's items out of the buffer. */
export function takeBatch(buffer: Buffer, limits = batchLimits): Item[] {
  let bytes = 0
  let count = 0
  for (const { json } of buffer.items) {
    bytes += json.length
    if (count > 0 && (bytes > limits.maxBytes || count >= limits.maxItems)) break
    count++
  }
  const taken = buffer.items.splice(0, count)
  buffer.bytes -= sizeOf(taken)
  return taken
}

/** Puts items back in front, for instance when a batch was refused as too large. */
export function putBack(buffer: Buffer, items: Item[]): void {
  buffer.items.unshift(...items)
  buffer.bytes += sizeOf(items)
}

export function countDrop(buffer: Buffer, reason: string, count = 1): void {
  if (count > 0) buffer.drops[reason] = (buffer.drops[reason] ?? 0) + count
}

const sizeOf = (items: Item[]) => items.reduce((sum, { json }) => sum + json.length, 0)

function dropWhere(buffer: Buffer, reason: string, isGone: (item: Item) => boolean): void {
  const gone: Item[] = []
  const kept = buffer.items.filter((item) => !isGone(item) || !gone.push(item))
  countDrop(buffer, reason, gone.length)
  buffer.onDrop?.(gone)
  buffer.items = kept
  buffer.bytes = sizeOf(kept)
}

/** Frees a tenth at once, so that a full buffer is not searched for every item. */
function dropUntilFits(buffer: Buffer, maxBytes: number): void {
  let surplus = buffer.bytes - maxBytes * 0.9
  for (const reportsOnly of [true, false])
    dropWhere(buffer, 'buffer-full', ({ isReport, json }) => {
      const isGone = surplus > 0 && (isReport || !reportsOnly)
      if (isGone) surplus -= json.length
      return isGone
    })
}

function dropSurplusEvents(buffer: Buffer, maxEvents: number): void {
  let surplus = buffer.items.filter((item) => !item.isReport).length - maxEvents
  if (surplus > 0) dropWhere(buffer, 'too-many-events', (item) => !item.isReport && surplus-- > 0)
}
