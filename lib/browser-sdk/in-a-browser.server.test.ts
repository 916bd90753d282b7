import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { trackTypes, type WireReport } from '#lib/telemetry/columns.ts'
import { checkEvent, checkReport, type Envelope, envelopeSchema } from '#lib/telemetry/contract.ts'
import type { WireEvent } from '#lib/telemetry/event-types.ts'
import { nameBrowser } from '#lib/telemetry/name-browser.ts'
import { startExample } from '../../examples/customer-call/server.ts'
import { bundleSdk } from '../../scripts/build-sdk.ts'
import { chromiumArgs, findChromium } from '../../scripts/find-chromium.ts'

type Item = WireReport | WireEvent
type Collected = {
  envelopes: Envelope[]
  reports: WireReport[]
  events: WireEvent[]
  bodies: string[]
  refused: unknown[]
}

/** A collector that believes nothing: every envelope and item is held against the contract. */
class FakeCollector {
  readonly collected: Collected = { envelopes: [], reports: [], events: [], bodies: [], refused: [] }
  /** answers still to be refused with 503 */
  unavailableFor = 0
  #server: Server
  #script = ''

  constructor() {
    this.#server = createServer(async (request, response) => {
      if (request.url === '/sdk/v1.js') return response.end(this.#script)
      const body = await textOf(request)
      response.setHeader('access-control-allow-origin', '*')
      if (this.unavailableFor-- > 0) return response.writeHead(503, { 'retry-after': '1' }).end()
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(this.#take(body)))
    })
  }

  async start(script: string): Promise<string> {
    this.#script = script
    await new Promise<void>((done) => this.#server.listen(0, 'localhost', done))
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`
  }

  stop(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  #take(body: string) {
    const envelope = envelopeSchema.parse(JSON.parse(body))
    const { collected } = this
    collected.bodies.push(body)
    collected.envelopes.push(envelope)
    for (const report of envelope.reports) this.#keep(checkReport(report), report, collected.reports)
    for (const event of envelope.events) this.#keep(checkEvent(event), event, collected.events)
    const accepted = envelope.reports.length + envelope.events.length
    const next = { intervalMs: 1000, statsMs: 1000 }
    return { batch: envelope.batch, accepted, duplicate: 0, rejected: [], serverTime: Date.now(), next }
  }

  #keep<T extends Item>(checked: T | string, raw: unknown, list: T[]): void {
    if (typeof checked === 'string') this.collected.refused.push([checked, raw])
    else list.push(checked)
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  return (body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body).toString('utf8')
}

const chromiumPath = findChromium()
const hasEvent =
  ({ events }: Collected, type: string, count = 1) =>
  () =>
    expect(events.filter((event) => event.type === type).length, type).toBeGreaterThanOrEqual(count)
const eventually = (check: () => void) =>
  expect.poll(() => passes(check), { timeout: 30_000, interval: 100 }).toBe('yes')
function passes(check: () => void): string {
  try {
    check()
    return 'yes'
  } catch (error) {
    return String((error as Error).message)
  }
}

describe.runIf(chromiumPath)('in a real browser', { timeout: 120_000 }, () => {
  let browser: Browser
  let example: Awaited<ReturnType<typeof startExample>>
  let script: string
  const errors: string[] = []

  beforeAll(async () => {
    script = (await bundleSdk()).script
    example = await startExample()
    browser = await chromium.launch({ executablePath: chromiumPath ?? undefined, args: chromiumArgs })
  })
  afterAll(async () => {
    await browser.close()
    await example.close()
  })

  async function open(collector: string, name: string, room: string): Promise<Page> {
    const page = await browser.newPage()
    page.on('pageerror', (error) => errors.push(String(error)))
    const wanted = { room, name, key: 'pk_test', endpoint: collector, sdk: `${collector}/sdk/v1.js` }
    await page.goto(`${example.url}/?${new URLSearchParams(wanted)}`)
    return page
  }

  test('two people in a call are told of completely, and nothing private leaves the page', async () => {
    const collector = new FakeCollector()
    const { collected } = collector
    const url = await collector.start(script)
    const ada = await open(url, 'Ada', 'harbour')
    const bob = await open(url, 'Bob', 'harbour')
    await eventually(hasEvent(collected, 'joined', 2))
    await eventually(() =>
      expect(new Set(collected.reports.flatMap((report) => report[3].map((row) => row[1])))).toEqual(
        new Set(trackTypes.keys()),
      ),
    )
    await eventually(hasEvent(collected, 'media-first', 8))
    await ada.fill('#text', 'what nobody else may read')
    await ada.press('#text', 'Enter')
    const ops = () => collected.events.flatMap(({ type, data }) => (type === 'chat' ? [data?.op] : []))
    await eventually(() => expect(ops()).toEqual(expect.arrayContaining(['sent', 'received', 'acked'])))
    const confirmed = collected.events.find(({ data }) => data?.op === 'acked')
    expect(Number(confirmed?.data?.ms)).toBeGreaterThanOrEqual(0)
    await eventually(() =>
      expect(collected.reports.some((report) => report[2].some((row) => (row[15] ?? 0) > 0))).toBe(true),
    )
    await ada.click('#mic')
    await eventually(() =>
      expect(
        collected.events.find(({ type, data }) => type === 'track-state' && data?.enabled === false)?.data,
      ).toMatchObject({ kind: 'audio', source: 'mic', direction: 'outbound', reason: 'user' }),
    )
    await ada.click('#trouble')
    await eventually(hasEvent(collected, 'report-code'))
    await ada.evaluate(`Earshot.signaling('disconnected')`)
    await eventually(hasEvent(collected, 'signaling'))
    await ada.click('#hang-up')
    await eventually(hasEvent(collected, 'left'))
    await bob.close({ runBeforeUnload: false })

    expect(collected.refused).toEqual([])
    for (const type of [
      'join-attempt',
      'gum-result',
      'connection-created',
      'connection-state',
      'ice-state',
      'dtls-state',
      'signaling-state',
      'ice-gathering-state',
      'track-meta',
      'connection-meta',
      'publish',
    ] as const)
      hasEvent(collected, type, 2)()
    const gathered = collected.events.find(
      ({ type, data }) => type === 'ice-gathering-state' && data?.state === 'complete',
    )
    expect(gathered?.data).toMatchObject({ srflx: 0, relay: 0, host: expect.toSatisfy((n) => n > 0) })
    const ids = collected.events.filter(({ type }) => type === 'track-meta').map(({ data }) => data?.trackId)
    expect(new Set(ids).size, 'each of the four streams is known by one hash at both ends').toBe(4)
    expect(ids.length).toBeGreaterThanOrEqual(8)
    expect(nameBrowser(collected.envelopes.find(({ client }) => client)?.client ?? {})).toMatchObject({
      browser: expect.stringMatching(/Chrom/),
      device: 'desktop',
    })
    expect(collected.events.filter(({ type }) => type === 'sdk')).toEqual([])
    const wire = collected.bodies.join('\n')
    expect(wire).not.toMatch(/\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b(?!\d*")/)
    expect(wire).not.toMatch(/Fake Default Audio|fake_device|a=ice|candidate:/)
    expect(wire).not.toContain('room=harbour')
    expect(wire).not.toContain('nobody else')
    expect(collected.events).toContainEqual(
      expect.objectContaining({ type: 'data-channel', data: { label: 'chat', state: 'open' } }),
    )
    expect(errors).toEqual([])
    collector.stop()
  })

  test('what a collector refuses for a while arrives later, each item once', async () => {
    const collector = new FakeCollector()
    collector.unavailableFor = 3
    const { collected } = collector
    const url = await collector.start(script)
    const pages = [await open(url, 'Ada', 'quay'), await open(url, 'Bob', 'quay')]
    await eventually(hasEvent(collected, 'media-first', 4))
    await eventually(() => expect(collected.reports.length).toBeGreaterThan(5))
    for (const page of pages) await page.evaluate('Earshot.stop()')
    for (const page of pages)
      await eventually(() => expect(collector.unavailableFor).toBeLessThan(0)).then(() => page.close())
    const byBoot = Map.groupBy(collected.envelopes, ({ boot }) => boot)
    expect(byBoot.size).toBe(2)
    for (const envelopes of byBoot.values()) {
      const numbers = envelopes.flatMap(({ reports, events }) => [
        ...reports.map((report) => (report as number[])[0]),
        ...events.map((event) => (event as WireEvent).seq),
      ])
      expect(numbers.toSorted((a, b) => Number(a) - Number(b))).toEqual([...numbers.keys()])
    }
    expect(errors).toEqual([])
    collector.stop()
  })

  test('a page that goes away while the collector is down delivers on the next visit, under its own boot', async () => {
    const collector = new FakeCollector()
    collector.unavailableFor = 1_000_000
    const { collected } = collector
    const url = await collector.start(script)
    const page = await open(url, 'Ada', 'lighthouse')
    await page.evaluate('Earshot.log("info", "before the reload")')
    await eventually(() => expect(collector.unavailableFor, 'refused at least twice').toBeLessThan(999_999))
    await page.reload()
    collector.unavailableFor = 0
    await eventually(() => expect(JSON.stringify(collected.events)).toContain('before the reload'))
    const boots = new Set(collected.envelopes.map(({ boot }) => boot))
    const [old] = collected.envelopes.filter(({ events }) =>
      JSON.stringify(events).includes('before the reload'),
    )
    await eventually(() => expect(new Set(collected.envelopes.map(({ boot }) => boot)).size).toBe(2))
    expect(boots).toContain(old?.boot)
    expect(collected.refused).toEqual([])
    await page.close()
    collector.stop()
  })

  test('a browser that refuses storage, beacon, compression and hints still reports, and its page sees no error', async () => {
    const collector = new FakeCollector()
    const { collected } = collector
    const url = await collector.start(script)
    const page = await browser.newPage()
    page.on('pageerror', (error) => errors.push(String(error)))
    await page.addInitScript(() => {
      const refuse = () => {
        throw new DOMException('refused', 'SecurityError')
      }
      Object.defineProperty(window, 'indexedDB', { get: refuse })
      Object.defineProperty(navigator, 'sendBeacon', { value: refuse })
      Object.defineProperty(navigator, 'userAgentData', { get: refuse })
      Object.assign(window, { CompressionStream: undefined })
    })
    const wanted = { room: 'cellar', name: 'Eve', key: 'pk_test', endpoint: url, sdk: `${url}/sdk/v1.js` }
    await page.goto(`${example.url}/?${new URLSearchParams(wanted)}`)
    await eventually(hasEvent(collected, 'gum-result'))
    await page.evaluate('Earshot.log("warn", "still here")')
    await eventually(() => expect(JSON.stringify(collected.events)).toContain('still here'))
    await page.reload()
    await page.close()
    expect(collected.refused).toEqual([])
    expect(errors).toEqual([])
    collector.stop()
  })
})
