import { socketPath } from '../lib/realtime/contract.ts'

/** Who connects and where; `cookies` are taken in turn, so that several members share the load. */
export type FanoutOptions = {
  engineUrl: string
  /** the web's origin, as the engine allows it */
  origin: string
  cookies: readonly string[]
  dashboards?: number
  durationMs?: number
  /** also watch this session in every dashboard: 4 Hz beside the wall */
  sessionId?: string | null
}

export type Percentiles = { p50: number; p99: number; max: number; count: number }

/** All in milliseconds. */
export type FanoutResult = {
  dashboards: number
  /** the engine wrote the delta (`at`) → this process read it: what the fan-out costs beyond the tick */
  wallDeliveryMs: Percentiles
  /** newest commit → read: `ingest.lagMs` at the tick plus the delivery; contains the wait for the 1 Hz tick */
  commitToDashboardMs: Percentiles
  sessionDeliveryMs: Percentiles
  /** first dashboard → last dashboard that read the same delta */
  spreadMs: Percentiles
  bytesPerWallDelta: number
  gaps: number
  disconnects: number
}

/**
 * Connects `dashboards` clients that watch the wall and measures how long deltas take to reach them. Run it on the
 * engine's own machine: both ends read the same clock.
 */
export async function measureFanout(options: FanoutOptions): Promise<FanoutResult> {
  const { dashboards = 100, durationMs = 20_000 } = options
  const record = newRecord()
  const sockets = await connectAll(options, dashboards)
  try {
    for (const socket of sockets) listenTo(socket, record)
    await Promise.all(sockets.map((socket) => startWatching(socket, options.sessionId ?? null)))
    await pause(1_500)
    clear(record)
    await pause(durationMs)
    return summarise(record, dashboards)
  } finally {
    for (const socket of sockets) socket.close()
  }
}

type Recording = {
  wall: number[]
  commit: number[]
  session: number[]
  arrivals: Map<string, { first: number; last: number }>
  bytes: number[]
  gaps: number
  disconnects: number
}

function newRecord(): Recording {
  return { wall: [], commit: [], session: [], arrivals: new Map(), bytes: [], gaps: 0, disconnects: 0 }
}

function clear(record: Recording) {
  Object.assign(record, newRecord())
}

const connectAtOnce = 10
const connectAttempts = 8

/** A few at a time, and again when a busy server puts them off, as real dashboards do. */
async function connectAll(options: FanoutOptions, dashboards: number): Promise<WebSocket[]> {
  const sockets: WebSocket[] = []
  const connect = async (i: number, attempt = 1): Promise<WebSocket> => {
    try {
      return await connectOne(options, i)
    } catch (error) {
      if (attempt === connectAttempts) throw error
      await pause(300 * attempt)
      return connect(i, attempt + 1)
    }
  }
  for (let from = 0; from < dashboards; from += connectAtOnce) {
    const count = Math.min(connectAtOnce, dashboards - from)
    sockets.push(...(await Promise.all(Array.from({ length: count }, (_, i) => connect(from + i)))))
  }
  return sockets
}

/**
 * A dashboard that only notes when frames arrive. It speaks just enough of the protocol itself: a hundred clients that
 * parse everything would measure this process, not the engine.
 */
async function connectOne({ engineUrl, origin, cookies }: FanoutOptions, i: number): Promise<WebSocket> {
  const cookie = cookies[i % cookies.length]
  if (!cookie) throw new Error('fan-out: at least one sign-in cookie is needed')
  const url = `${engineUrl.replace(/^http/, 'ws')}${socketPath}/?EIO=4&transport=websocket`
  const socket = openWebSocket(url, { origin, cookie })
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('close', () => reject(new Error(`fan-out: dashboard ${i} was refused`)))
    socket.addEventListener('message', ({ data }) => {
      if (data === '2') socket.send('3')
      if (String(data).startsWith('0')) socket.send('40')
      if (String(data).startsWith('40')) resolve()
      if (String(data).startsWith('44')) reject(new Error(`fan-out: dashboard ${i} was refused: ${data}`))
    })
  })
  return socket
}

/** Node's WebSocket takes headers; the browser's type, which this project compiles with, does not know them. */
function openWebSocket(url: string, headers: Record<string, string>): WebSocket {
  return new WebSocket(url, { headers } as unknown as string[])
}

async function startWatching(socket: WebSocket, sessionId: string | null) {
  const answered = new Promise<string>((resolve) => {
    socket.addEventListener('message', ({ data }) => String(data).startsWith('431') && resolve(String(data)))
  })
  socket.send(`421${JSON.stringify(['watch', { wall: true, sessionId }])}`)
  const answer = await answered
  if (!answer.includes('"ok":true')) throw new Error(`fan-out: watching was answered with ${answer}`)
}

function listenTo(socket: WebSocket, record: Recording) {
  let seq: number | null = null
  socket.addEventListener('message', ({ data }) => {
    const now = preciseNow()
    const frame = String(data)
    const head = /^42\["(wall|session):delta",\{"epoch":"([^"]+)","seq":(\d+),"at":(\d+)/.exec(
      frame.slice(0, 200),
    )
    if (!head) return
    const deliveryMs = now - Number(head[4])
    if (head[1] === 'session') {
      record.session.push(deliveryMs)
      return
    }
    record.wall.push(deliveryMs)
    const lag = /"lagMs":(\d+)/.exec(frame.slice(-300))
    if (lag) record.commit.push(Number(lag[1]) + deliveryMs)
    if (seq !== null && Number(head[3]) !== seq + 1) record.gaps += 1
    seq = Number(head[3])
    noteArrival(record, `${head[2]}/${head[3]}`, frame.length, now)
  })
  socket.addEventListener('close', () => {
    record.disconnects += 1
  })
}

function noteArrival(record: Recording, key: string, bytes: number, now: number) {
  const seen = record.arrivals.get(key)
  if (seen) seen.last = now
  else {
    record.arrivals.set(key, { first: now, last: now })
    record.bytes.push(bytes)
  }
}

/** Wall-clock milliseconds with a fraction; the server's `at` has none, which adds up to 1 ms. */
function preciseNow(): number {
  return performance.timeOrigin + performance.now()
}

function summarise(record: Recording, dashboards: number): FanoutResult {
  const spreads = [...record.arrivals.values()].map(({ first, last }) => last - first)
  return {
    dashboards,
    wallDeliveryMs: percentiles(record.wall),
    commitToDashboardMs: percentiles(record.commit),
    sessionDeliveryMs: percentiles(record.session),
    spreadMs: percentiles(spreads),
    bytesPerWallDelta: Math.round(
      record.bytes.reduce((sum, one) => sum + one, 0) / Math.max(1, record.bytes.length),
    ),
    gaps: record.gaps,
    disconnects: record.disconnects,
  }
}

function percentiles(values: number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? Number.NaN, count: sorted.length }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** `node bench/fanout.ts <engine url> <web origin> <cookie> [dashboards] [seconds]` */
if (import.meta.main) {
  const [engineUrl, origin, cookie, dashboards = '100', seconds = '20'] = process.argv.slice(2)
  if (!engineUrl || !origin || !cookie)
    throw new Error('usage: fanout.ts <engine url> <web origin> <cookie> [dashboards] [seconds]')
  const options = {
    engineUrl,
    origin,
    cookies: [cookie],
    dashboards: Number(dashboards),
    durationMs: Number(seconds) * 1_000,
  }
  process.stdout.write(`${JSON.stringify(await measureFanout(options), null, 2)}\n`)
}
