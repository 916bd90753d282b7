import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createSender } from './send.ts'
import type { Head } from './types.ts'

const head: Head = { key: 'pk_1', boot: 'b1', session: { id: 's' }, participant: { id: 'p' } }
type Sent = {
  batch: string
  reports: unknown[]
  events: unknown[]
  drops?: Record<string, number>
  client?: object
}

/** A page whose clock, timers and network stand still until told to move. */
function createPage(answers: (number | object)[]) {
  vi.useFakeTimers({ now: 0, toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  const sent: Sent[] = []
  const beacons: Sent[] = []
  const stops: number[] = []
  vi.stubGlobal('fetch', async (_url: string, { body }: { body: string | Uint8Array }) => {
    sent.push(JSON.parse(typeof body === 'string' ? body : gunzipSync(body).toString()))
    const answer = answers.shift() ?? 200
    if (answer === 0) throw new TypeError('offline')
    const reply = typeof answer === 'object' ? answer : { accepted: 1 }
    return new Response(JSON.stringify(reply), { status: typeof answer === 'object' ? 200 : answer })
  })
  vi.stubGlobal('navigator', {
    sendBeacon: (_url: string, body: string) => beacons.push(JSON.parse(body)) > 0,
  })
  /** Runs what is due until `to`, letting each answer arrive. */
  async function pass(to: number) {
    await settled()
    while (Date.now() < to) {
      await vi.advanceTimersByTimeAsync(Math.min(250, to - Date.now()))
      await settled()
    }
    await vi.advanceTimersByTimeAsync(0)
    await settled()
  }
  const sender = createSender({
    url: '/collect/v1',
    keeper: null,
    client: () => ({ browser: 'Test' }),
    onNext: () => undefined,
    onStop: (status) => stops.push(status),
  })
  let seq = 0
  const add = (isReport = true, size = 10) =>
    sender.add({
      seq: seq++,
      t: Date.now(),
      isReport,
      json: JSON.stringify(isReport ? [seq, 'x'.repeat(size)] : { seq }),
    })
  return { sender, add, pass, sent, beacons, stops }
}

/** Numbers batches by their ids, in the order of first sight. */
function sentAs(sent: Sent[]): number[] {
  const ids = [...new Set(sent.map(({ batch }) => batch))]
  return sent.map(({ batch }) => ids.indexOf(batch))
}

/** Answers arrive over several turns. */
async function settled() {
  for (let turn = 0; turn < 5; turn++) await new Promise((done) => setImmediate(done))
}

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('sending', () => {
  test('waits five seconds for company, then sends one batch', async () => {
    const { sender, add, pass, sent } = createPage([])
    sender.setHead(head)
    await pass(0)
    add()
    add(false)
    await pass(4999)
    expect(sent).toHaveLength(0)
    await pass(5000)
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ v: 1, key: 'pk_1', boot: 'b1', session: { id: 's' } })
    expect([sent[0]?.reports.length, sent[0]?.events.length]).toEqual([1, 1])
    expect(sender.health()).toMatchObject({ acked: 2, waiting: 0 })
  })

  test('an unanswered batch is sent again under its own name, and what came since follows in another', async () => {
    const { sender, add, pass, sent } = createPage([0, 503])
    sender.setHead(head)
    add()
    await pass(5000)
    add()
    await pass(30_000)
    expect(sentAs(sent)).toEqual([0, 0, 0, 1])
    expect(sent[2]?.reports).toEqual(sent[0]?.reports)
    expect(sender.health()).toMatchObject({ acked: 2, waiting: 0, stopped: false })
  })

  test('an answer that is not a reply acknowledges nothing', async () => {
    const { sender, add, pass, sent } = createPage([{ hello: 'from a captive portal' }])
    sender.setHead(head)
    add()
    await pass(20_000)
    expect(sentAs(sent)).toEqual([0, 0])
  })

  test('a batch that is too large is halved, and every item arrives', async () => {
    const { sender, add, pass, sent } = createPage([413, 413])
    sender.setHead(head)
    for (let i = 0; i < 4; i++) add()
    await pass(30_000)
    expect(sent.map(({ reports }) => reports.length)).toEqual([4, 2, 1, 3])
    expect(sender.health()).toMatchObject({ acked: 4, waiting: 0 })
  })

  test('one item that is too large is given up and counted', async () => {
    const { sender, add, pass, sent } = createPage([413])
    sender.setHead(head)
    add()
    await pass(10_000)
    add()
    await pass(20_000)
    expect(sent[1]?.drops).toEqual({ 'too-large': 1 })
  })

  test('a refused key ends it, once', async () => {
    const { sender, add, pass, sent, stops } = createPage([401])
    sender.setHead(head)
    add()
    await pass(10_000)
    add()
    await pass(60_000)
    expect(sent).toHaveLength(1)
    expect(stops).toEqual([401])
  })

  test('the server sets the pace and may ask who we are once more', async () => {
    const next = { intervalMs: 1000, statsMs: 2000, resendClient: true }
    const { sender, add, pass, sent } = createPage([{ accepted: 1, next }, { accepted: 1 }])
    sender.setHead(head)
    for (const at of [5000, 6000, 7000]) {
      add()
      await pass(at)
    }
    expect(sent.map(({ client }) => Boolean(client))).toEqual([true, true, false])
  })

  test('nothing is sent before it is known whose call it is', async () => {
    const { sender, add, pass, sent } = createPage([])
    add()
    await pass(60_000)
    expect(sent).toHaveLength(0)
    sender.setHead(head)
    await pass(60_001)
    expect(sent).toHaveLength(1)
  })

  test('what belongs to an earlier session keeps its name', async () => {
    const { sender, add, pass, sent } = createPage([])
    sender.setHead(head)
    add()
    sender.setHead({ ...head, boot: 'b2', session: { id: 'next' } })
    add()
    await pass(10_000)
    expect(sent.map((batch) => (batch as unknown as Head).session.id)).toEqual(['s', 'next'])
  })

  test('a page that goes away sends its events and newest reports by beacon, within 64 kB', () => {
    const { sender, add, beacons } = createPage([])
    sender.setHead(head)
    for (let i = 0; i < 40; i++) add(true, 4000)
    add(false)
    sender.flushByBeacon()
    expect(beacons).toHaveLength(1)
    expect(beacons[0]?.events).toHaveLength(1)
    expect(JSON.stringify(beacons[0]).length).toBeLessThan(64_000)
    expect(beacons[0]?.reports.at(-1)).toContain(40)
  })
})
