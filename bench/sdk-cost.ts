import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { chromium, type Page } from '@playwright/test'
import { bundleSdk } from '../scripts/build-sdk.ts'
import { chromiumArgs, findChromium } from '../scripts/find-chromium.ts'

type Stat = { id: string; type: string }
type Recording = { participants: { peerConnections: { samples: { stats: Stat[] }[] }[] }[] }

const windowMs = 8000
const recordingUrl = new URL('corpus/recorded/clean-mesh4.json.gz', import.meta.url)

/**
 * What the SDK costs a page that sees 12 remote participants through a media server (one connection, 12 audio and 12
 * video streams in, one each out), sampled every 2 s and sent every 5 s. getStats is answered from a recording, so the
 * figure is the SDK's own work: main-thread CPU above the same page without it, and bytes sent after compression.
 */
export async function measureSdkCost(): Promise<{
  gzipBytes: number
  cpuMsPerSecond: number
  uploadBytesPerSecond: number
}> {
  const { script, gzipBytes } = await bundleSdk()
  const collector = await startCollector()
  const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArgs })
  try {
    const page = await browser.newPage()
    await page.goto(collector.url)
    await page.evaluate(pretendCall, twelveRemotes())
    const without = await taskMs(page, windowMs)
    await page.addScriptTag({ content: script })
    await page.evaluate(startSdk, collector.url)
    await page.waitForTimeout(6000)
    const bytesBefore = collector.bytes()
    const windows: number[] = []
    for (let i = 0; i < 3; i++) windows.push(await taskMs(page, windowMs))
    const uploadBytesPerSecond = (collector.bytes() - bytesBefore) / ((3 * windowMs) / 1000)
    const [, median = 0] = windows.toSorted((a, b) => a - b)
    return { gzipBytes, cpuMsPerSecond: Math.max(0, median - without), uploadBytesPerSecond }
  } finally {
    await browser.close()
    collector.server.close()
    collector.server.closeAllConnections()
  }
}

/** CPU milliseconds of the main thread per second over the coming time. */
async function taskMs(page: Page, forMs: number): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0)
  }
  const before = await read()
  await page.waitForTimeout(forMs)
  return ((await read()) - before) / (forMs / 1000)
}

/** Twelve recorded connections merged into one, as a media server gives them: 26 tracks a sample, no two alike. */
function twelveRemotes(): Stat[][] {
  const recording = JSON.parse(gunzipSync(readFileSync(fileURLToPath(recordingUrl))).toString()) as Recording
  const [first, ...others] = recording.participants.flatMap(({ peerConnections }) => peerConnections)
  const merge = (own: Stat[], sample: number) => [
    ...own,
    ...others.flatMap(({ samples }, i) =>
      (samples[sample]?.stats ?? [])
        .filter(({ type }) => type === 'inbound-rtp' || type === 'remote-outbound-rtp')
        .map((stat) => ({ ...stat, id: `${stat.id}-${i}` })),
    ),
  ]
  return (first?.samples ?? []).map(({ stats }, sample) => merge(stats, sample))
}

/** In the page: connections that are connected and answer getStats with the recording, one step each time. */
function pretendCall(samples: { id: string }[][]): void {
  let at = 2
  const reports = samples.map((stats) => new Map(stats.map((stat) => [stat.id, stat])))
  class PretendConnection extends EventTarget {
    connectionState = 'new'
    signalingState = 'stable'
    iceConnectionState = 'connected'
    getSenders = () => []
    getReceivers = () => []
    getConfiguration = () => ({})
    getStats = async () => reports[at++ % reports.length]
    connect() {
      this.connectionState = 'connected'
      this.dispatchEvent(new Event('connectionstatechange'))
    }
  }
  Object.assign(window, { RTCPeerConnection: PretendConnection })
}

function startSdk(endpoint: string): void {
  const page = window as unknown as {
    Earshot: { init(options: object): void }
    RTCPeerConnection: new () => { connect(): void }
  }
  page.Earshot.init({ key: 'pk_bench', endpoint, session: { id: 'bench' }, participant: { id: 'one' } })
  new page.RTCPeerConnection().connect() // looked up after init, which wraps it
}

/** Counts the bytes of bodies and answers as the collector does. */
async function startCollector(): Promise<{ url: string; server: Server; bytes: () => number }> {
  let bytes = 0
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    request.on('end', () => {
      const reply = { accepted: 1, duplicate: 0, rejected: [], next: { intervalMs: 5000, statsMs: 2000 } }
      response.setHeader('content-type', request.method === 'POST' ? 'application/json' : 'text/html')
      response.end(request.method === 'POST' ? JSON.stringify(reply) : '<!doctype html><title>bench</title>')
    })
  })
  await new Promise<void>((done) => server.listen(0, 'localhost', done))
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, server, bytes: () => bytes }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await measureSdkCost())
