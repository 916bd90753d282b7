import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { seeded } from '#lib/simulator/random.ts'
import type { Ground } from '../ground.ts'
import { percentile, range, rounds } from '../measure.ts'
import type { Part } from '../part.ts'
import { type Prometheus, startPrometheus } from './alert-latency/prometheus.ts'
import { commitFault, makeLatencyGround } from './alert-latency/store.server.ts'

const times = 20
/** Faults fall anywhere between two evaluations. */
const apartMs = 1_300
const jitterMs = 700
const waitMs = 15_000

/** P13: a fault in the data → the first attempt to tell, beside Prometheus with Alertmanager for the same fault. */
export const alertLatency: Part = {
  name: 'P13',
  async measure(ground) {
    const receiver = await startReceiver()
    const peer = await startPrometheus(`${receiver.url}/peer`)
    try {
      const { ours, theirs } = await faultByFault(ground, receiver, peer)
      const figure = { unit: 'ms', firstGoal: null, atLeast: false }
      const beside = peer ? rounds(theirs) : null
      const note = `${times} faults, no hold, no group wait: ${range(rounds(ours))}; ${
        beside
          ? `${peer?.versions} at 1 s everywhere: ${range(beside)}`
          : 'Prometheus and Alertmanager are not installed'
      }`
      const limitAt = (share: number) => (peer ? percentile(theirs, share) : null)
      return [
        {
          ...figure,
          id: 'P13 p95',
          what: 'fault committed → first delivery attempt',
          value: percentile(ours, 0.95),
          limit: limitAt(0.95),
          budget: 1_000,
          note,
        },
        {
          ...figure,
          id: 'P13 p99',
          what: 'the same',
          value: percentile(ours, 0.99),
          limit: limitAt(0.99),
          budget: 2_000,
          note: 'the slowest of the same faults',
        },
      ]
    } finally {
      await peer?.stop()
      receiver.stop()
    }
  },
}

async function faultByFault(ground: Ground, receiver: Receiver, peer: Prometheus | null) {
  await ground.engine.stop()
  const made = await makeLatencyGround(times, `${receiver.url}/ours`)
  await ground.engine.start({ EARSHOT_WEBHOOKS: 'private' })
  const random = seeded(13)
  await pause(3_000)
  const begun: number[] = []
  for (let round = 0; round < times; round++) {
    await pause(apartMs + random() * jitterMs)
    begun.push(performance.now())
    peer?.raise(round)
    await commitFault(made, round)
  }
  const arrived = async (path: string) => {
    const until = performance.now() + waitMs
    while (receiver.arrivals(path).size < times && performance.now() < until) await pause(50)
    return begun.map((at, round) => (receiver.arrivals(path).get(round) ?? Number.POSITIVE_INFINITY) - at)
  }
  return { ours: await arrived('/ours'), theirs: peer ? await arrived('/peer') : [] }
}

type Receiver = Awaited<ReturnType<typeof startReceiver>>

/** Remembers when each round was first heard of, by path. */
async function startReceiver() {
  const heard = new Map<string, Map<number, number>>()
  const arrivals = (path: string) => {
    const known = heard.get(path) ?? new Map<number, number>()
    heard.set(path, known)
    return known
  }
  const server = createServer(async (req, res) => {
    const at = performance.now()
    const text = await bodyOf(req)
    const ours = req.url === '/ours'
    for (const match of text.matchAll(ours ? /\bround-(\d+)\b/g : /"round":"(\d+)"/g)) {
      const round = Number(match[1]) - (ours ? 1 : 0)
      const known = arrivals(req.url ?? '')
      if (!known.has(round)) known.set(round, at)
    }
    res.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
