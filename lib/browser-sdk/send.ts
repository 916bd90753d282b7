import { addItem, type Buffer, batchLimits, countDrop, type Item, takeBatch } from './buffer.ts'
import { boundedMs, decide, type Outcome, retryAfterSeconds } from './decide-delivery.ts'
import { gzip } from './gzip.ts'
import type { Keeper } from './keep.ts'
import type { Timer } from './sampler.ts'
import type { Head } from './types.ts'
import { uuid } from './uuid.ts'

type OpenBatch = { id: string; head: Head; items: Item[]; drops?: Buffer['drops'] }

export type SenderOptions = {
  url: string
  keeper: Keeper | null | undefined
  client: () => object | undefined
  onNext: (statsMs: number) => void
  onStop: (status: number) => void
}

export type Sender = ReturnType<typeof createSender>

const timeoutMs = 15_000
/** of the 64 kB that browsers allow, less the envelope and characters of more than a byte */
const maxBeaconBytes = 50_000
const gzipFrom = 2048

/** Sends batches one at a time, keeps each until it is acknowledged, and never throws. */
export function createSender({ url, keeper, client, onNext, onStop }: SenderOptions) {
  const { fetch } = globalThis // the browser's own: a page may put one in its place that adds headers
  const buffer: Buffer = { items: [], drops: {} }
  /** what earlier visits could not send */
  let recalled: Item[] = []
  let open: OpenBatch | undefined
  let head: Head | undefined
  let timer: Timer
  let sending = false
  let again = false
  let stopped = false
  let failures = 0
  let intervalMs = 5000
  let waitUntil = 0
  let clientWanted = true
  let acked = 0

  function add(item: Item): void {
    if (stopped) return
    item.head = head
    const gone = addItem(buffer, item, Date.now())
    keeper?.forget(gone)
    if (failures > 0) keeper?.save([item])
    schedule(intervalMs)
  }

  /** Sends as soon as the present task is over, back-off permitting. */
  const flush = () => schedule(0)

  function schedule(ms: number): void {
    if (ms === 0) again = true
    if (stopped || sending || (timer !== undefined && ms > 0)) return
    clearTimeout(timer)
    timer = setTimeout(run, Math.max(ms, waitUntil - Date.now()))
  }

  async function run(): Promise<void> {
    timer = undefined
    again = false
    if (sending || stopped) return
    open ??= openBatch()
    if (!open) return
    sending = true
    try {
      await attempt(open)
    } catch {
      waitUntil = Date.now() + 30_000 // our own fault: the batch stays, the page hears nothing
    }
    sending = false
    const { items } = buffer
    const isBacklog = open || recalled[0] || items.length >= 100
    if (isBacklog || again || (items[0] && items[0].head !== head)) flush()
    else if (items[0]) schedule(intervalMs)
  }

  /** What belongs to somebody, the oldest first. */
  function openBatch(): OpenBatch | undefined {
    const from = recalled[0] ? recalled : buffer.items
    const whose = from[0]?.head
    if (!whose) return
    const { drops } = buffer
    buffer.drops = {}
    return { id: uuid(), head: whose, items: takeBatch(from), drops }
  }

  async function attempt(batch: OpenBatch): Promise<void> {
    const { items, drops } = batch
    const withClient = clientWanted && batch.head === head
    const outcome = await post(bodyOf(batch, withClient))
    const decision = decide(outcome, failures, Math.random())
    const { what } = decision
    failures = decision.failures
    waitUntil = Date.now() + decision.waitMs
    if (what === 'retry') return keeper?.save([...items, ...buffer.items])
    open = undefined
    if (what === 'acked') {
      acked += items.length
      if (withClient) clientWanted = false
      takeNext(outcome.reply)
    } else {
      for (const reason in drops) countDrop(buffer, reason, drops[reason])
      if (what === 'split' && items.length > 1) {
        buffer.items.unshift(...items.splice(Math.ceil(items.length / 2)))
        open = { ...batch, id: uuid(), drops: {} } // the first half, under a name of its own
        return
      }
      countDrop(buffer, what === 'split' ? 'too-large' : `refused-${outcome.status}`, items.length)
    }
    keeper?.forget(items)
    if (what === 'stop') stop(outcome.status)
  }

  function takeNext({ next }: Reply = {}): void {
    intervalMs = boundedMs(next?.intervalMs, 1000, 60_000, intervalMs)
    clientWanted ||= Boolean(next?.resendClient)
    onNext(boundedMs(next?.statsMs, 1000, 10_000, 0))
  }

  async function post(text: string): Promise<Outcome & { reply?: Reply }> {
    try {
      const body = text.length > gzipFrom ? await gzip(text) : text
      const response = await fetch(url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'text/plain' },
        credentials: 'omit',
        keepalive: body.length < 15_000,
        signal: AbortSignal.timeout?.(timeoutMs),
      })
      const { status, headers } = response
      if (status !== 200)
        return { status, retryAfterS: retryAfterSeconds(headers.get('retry-after'), Date.now()) }
      const reply: Reply = await response.json()
      return { status: reply.accepted === undefined ? 0 : status, reply }
    } catch {
      return { status: 0 }
    }
  }

  function bodyOf({ id, head: whose, items, drops }: OpenBatch, withClient: boolean): string {
    const list = (isReport: boolean) =>
      items.filter((item) => item.isReport === isReport).map(({ json }) => json)
    const start = {
      v: 1,
      ...whose,
      batch: id,
      sentAt: Date.now(),
      client: withClient ? client() : undefined,
      drops,
    }
    return `${JSON.stringify(start).slice(0, -1)},"reports":[${list(true)}],"events":[${list(false)}]}`
  }

  /** The page is going away: what fits goes by beacon, all of it is kept. It stays here too, should the page come back. */
  function flushByBeacon(): void {
    const waiting = [...(open?.items ?? []), ...buffer.items].filter((item) => item.head === head)
    if (stopped || !head || !waiting[0]) return
    keeper?.save(waiting)
    const newest = waiting.sort((a, b) => Number(a.isReport) - Number(b.isReport) || b.seq - a.seq)
    const items = takeBatch(newest, { ...batchLimits, maxBytes: maxBeaconBytes }).reverse()
    navigator.sendBeacon?.(url, bodyOf({ id: uuid(), head, items }, clientWanted))
  }

  /** From now on items are another session's or another participant's; what waits keeps its old head. */
  function setHead(next: Head): void {
    head = next
    clientWanted = true
    for (const item of buffer.items) item.head ??= next
    flush()
  }

  /** Items that an earlier visit could not send. */
  function adopt(items: Item[]): void {
    recalled = items
    schedule(1000 + Math.random() * 4000)
  }

  function stop(status: number): void {
    stopped = true
    clearTimeout(timer)
    onStop(status)
  }

  return {
    add,
    flush,
    flushByBeacon,
    setHead,
    adopt,
    head: () => head,
    drop: (reason: string) => countDrop(buffer, reason),
    health: () => ({
      acked,
      waiting: (open?.items.length ?? 0) + recalled.length + buffer.items.length,
      stopped,
    }),
  }
}

type Reply = {
  accepted?: number
  next?: { intervalMs?: number; statsMs?: number; resendClient?: boolean }
}
