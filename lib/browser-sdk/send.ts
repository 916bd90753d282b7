import { addItem, type Buffer, countDrop, createBuffer, type Item, putBack, takeBatch } from './buffer.ts'
import { boundedMs, decide, type Outcome, retryAfterSeconds } from './decide-delivery.ts'
import type { Keeper } from './keep.ts'
import type { Head } from './types.ts'

/** Items under one head. A page has one, plus those of earlier sessions and visits that are not all sent yet. */
export type Lane = { head: Head | null; buffer: Buffer; open: OpenBatch | null }
type OpenBatch = { id: string; items: Item[]; drops?: Record<string, number> }

/** The browser's means, handed in so that tests can take them away. */
export type Means = {
  fetch: typeof fetch
  beacon?: (url: string, body: string) => boolean
  gzip?: (body: string) => Promise<Uint8Array<ArrayBuffer> | string>
  now: () => number
  random: () => number
  uuid: () => string
  later: (run: () => void, ms: number) => number
  cancel: (timer: number) => void
}

export type SenderOptions = {
  url: string
  means: Means
  keeper: Keeper | null
  client: () => object | undefined
  onNext: (next: { statsMs: number }) => void
  onStop: (status: number) => void
}

export type Sender = ReturnType<typeof createSender>

const defaultIntervalMs = 5000
const timeoutMs = 15_000
const maxBeaconBytes = 60_000
const gzipFrom = 2048

/** Sends batches one at a time, keeps each until it is acknowledged, and never throws. */
export function createSender({ url, means, keeper, client, onNext, onStop }: SenderOptions) {
  let own: Lane = createLane(null, keeper)
  const lanes: Lane[] = [own]
  let timer: number | undefined
  let sending = false
  let again = false
  let stopped = false
  let failures = 0
  let intervalMs = defaultIntervalMs
  let waitUntil = 0
  let clientWanted = true
  const totals = { produced: 0, acked: 0, refused: 0, beacons: 0 }

  function add(item: Item): void {
    if (stopped) return
    totals.produced++
    addItem(own.buffer, item, means.now())
    if (failures > 0 && own.head) keeper?.save(own.head, [item])
    schedule(intervalMs)
  }

  /** Sends as soon as the present task is over, back-off permitting. */
  function flush(): void {
    schedule(0)
  }

  function schedule(ms: number): void {
    if (stopped) return
    if (sending) {
      again ||= ms === 0
      return
    }
    if (timer !== undefined) {
      if (ms > 0) return
      means.cancel(timer)
    }
    timer = means.later(run, Math.max(ms, waitUntil - means.now(), 0))
  }

  async function run(): Promise<void> {
    timer = undefined
    const lane = lanes.find(
      (candidate) => candidate.head && (candidate.open || candidate.buffer.items.length > 0),
    )
    if (!lane?.head || sending || stopped) return
    sending = true
    again = false
    try {
      await attempt(lane, lane.head)
    } catch {
      waitUntil = means.now() + 30_000 // our own fault: the batch stays, the page hears nothing
    }
    sending = false
    retire(lane)
    const more = lanes.some((waiting) => waiting.head && (waiting.open || waiting.buffer.items.length >= 100))
    const backlog = more || lanes.length > 1
    if (backlog || again) schedule(0)
    else if (own.buffer.items.length > 0) schedule(intervalMs)
  }

  async function attempt(lane: Lane, head: Head): Promise<void> {
    lane.open ??= openBatch(lane)
    const batch = lane.open
    const withClient = clientWanted && lane === own
    const outcome = await post(bodyOf(head, batch, withClient ? client() : undefined))
    const decision = decide(outcome, failures, means.random())
    failures = decision.failures
    waitUntil = means.now() + decision.waitMs
    if (decision.what === 'retry') return keeper?.save(head, [...batch.items, ...lane.buffer.items])
    lane.open = null
    if (decision.what === 'acked') {
      totals.acked += batch.items.length
      if (withClient) clientWanted = false
      takeNext(outcome.reply)
    } else if (decision.what === 'split' && batch.items.length > 1) {
      lane.buffer.drops = { ...batch.drops, ...lane.buffer.drops }
      return split(lane, batch.items)
    } else {
      lane.buffer.drops = { ...batch.drops, ...lane.buffer.drops }
      giveUp(lane, batch.items, decision.what === 'split' ? 'too-large' : `refused-${outcome.status}`)
    }
    keeper?.forget(head.boot, batch.items)
    if (decision.what === 'stop') stop(outcome.status)
  }

  function openBatch({ buffer }: Lane): OpenBatch {
    const items = takeBatch(buffer)
    const drops = buffer.drops
    buffer.drops = {}
    return { id: means.uuid(), items, drops: Object.keys(drops).length > 0 ? drops : undefined }
  }

  /** The first half goes first; both halves are new batches. */
  function split(lane: Lane, items: Item[]): void {
    const half = Math.ceil(items.length / 2)
    putBack(lane.buffer, items.slice(half))
    lane.open = { id: means.uuid(), items: items.slice(0, half) }
  }

  function giveUp({ buffer }: Lane, items: Item[], reason: string): void {
    countDrop(buffer, reason, items.length)
  }

  function takeNext(reply: Reply | undefined): void {
    intervalMs = boundedMs(reply?.next?.intervalMs, 1000, 60_000, intervalMs)
    if (reply?.next?.resendClient) clientWanted = true
    totals.refused += reply?.rejected?.length ?? 0
    onNext({ statsMs: boundedMs(reply?.next?.statsMs, 1000, 10_000, 0) })
  }

  function retire(lane: Lane): void {
    if (lane === own || lane.open || lane.buffer.items.length > 0) return
    lanes.splice(lanes.indexOf(lane), 1)
  }

  async function post(text: string): Promise<Outcome & { reply?: Reply }> {
    const abort = new AbortController()
    const alarm = means.later(() => abort.abort(), timeoutMs)
    try {
      const body = means.gzip && text.length > gzipFrom ? await means.gzip(text) : text
      const response = await means.fetch(url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'text/plain' },
        credentials: 'omit',
        cache: 'no-store',
        keepalive: body.length < maxBeaconBytes / 4,
        signal: abort.signal,
      })
      const retryAfterS = retryAfterSeconds(response.headers.get('retry-after'), means.now())
      if (response.status !== 200) return { status: response.status, retryAfterS }
      const reply = (await response.json()) as Reply
      return { status: typeof reply?.accepted === 'number' ? 200 : 0, reply }
    } catch {
      return { status: 0 }
    } finally {
      means.cancel(alarm)
    }
  }

  function bodyOf(head: Head, batch: OpenBatch, clientInfo?: object): string {
    const list = (isReport: boolean) =>
      batch.items.filter((item) => item.isReport === isReport).map(({ json }) => json)
    const { drops } = batch
    const rest = { ...head, batch: batch.id, sentAt: means.now(), client: clientInfo, drops }
    const start = JSON.stringify({ v: 1, ...rest }).slice(0, -1)
    return `${start},"reports":[${list(true)}],"events":[${list(false)}]}`
  }

  /** The page is going away: what fits goes by beacon, all of it is kept. It stays here too, should the page come back. */
  function flushByBeacon(): void {
    if (stopped || !own.head) return
    const waiting = [...(own.open?.items ?? []), ...own.buffer.items]
    if (waiting.length === 0) return
    keeper?.save(own.head, waiting)
    const items: Item[] = []
    let bytes = 2000
    for (const item of [...waiting].sort(
      (a, b) => Number(a.isReport) - Number(b.isReport) || b.seq - a.seq,
    )) {
      bytes += item.json.length * 1.1
      if (bytes < maxBeaconBytes) items.push(item)
    }
    const batch = { id: means.uuid(), items: items.sort((a, b) => a.seq - b.seq) }
    if (means.beacon?.(url, bodyOf(own.head, batch, clientWanted ? client() : undefined))) totals.beacons++
  }

  /** From now on items are another session's or another participant's; what waits keeps its old head. */
  function setHead(head: Head): void {
    if (own.head === null) own.head = head
    else {
      own = createLane(head, keeper)
      lanes.push(own)
      clientWanted = true
    }
    flush()
  }

  /** Items that an earlier visit could not send. */
  function adopt(head: Head, items: Item[]): void {
    const lane = createLane(head, keeper)
    putBack(lane.buffer, items)
    totals.produced += items.length
    lanes.push(lane)
    schedule(1000 + means.random() * 4000)
  }

  function stop(status: number): void {
    stopped = true
    if (timer !== undefined) means.cancel(timer)
    for (const lane of lanes)
      giveUp(lane, takeBatch(lane.buffer, { maxBytes: 1e12, maxItems: 1e12 }), 'stopped')
    onStop(status)
  }

  return {
    add,
    flush,
    flushByBeacon,
    setHead,
    adopt,
    head: () => own.head,
    drop: (reason: string, count: number) => countDrop(own.buffer, reason, count),
    health: () => ({
      ...totals,
      waiting: lanes.reduce(
        (sum, { open, buffer }) => sum + (open?.items.length ?? 0) + buffer.items.length,
        0,
      ),
      stopped,
      failures,
    }),
  }
}

type Reply = {
  accepted?: number
  rejected?: unknown[]
  next?: { intervalMs?: number; statsMs?: number; resendClient?: boolean }
}

function createLane(head: Head | null, keeper: Keeper | null): Lane {
  const lane: Lane = {
    head,
    open: null,
    buffer: createBuffer((items) => lane.head && keeper?.forget(lane.head.boot, items)),
  }
  return lane
}
