import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { joinCall, leaveCall, sample, takeBatch } from '#lib/simulator/simulated-participant.ts'
import { stories } from '#lib/simulator/stories.ts'
import type { CollectReply } from '#lib/telemetry/contract.ts'
import type { Ledger } from './ledger.ts'

/** One answer of the door, or none: the connection broke. */
export type Answer = {
  status: number | null
  at: number
  tookMs: number
  retryAfter: string | null
  reply: CollectReply | null
}
export type Traffic = {
  /** Stops making items; resolves when every sender is at rest. What was not acked waits. */
  stop(): Promise<void>
  start(): void
  /** Sends what waits until all of it is acked; false when that takes longer. */
  drain(withinMs: number): Promise<boolean>
  /** the callers' view of every answer from now on */
  onAnswer(listener: (answer: Answer) => void): void
  people: number
  resent(): number
}

export type TrafficOptions = {
  url: string
  keys: readonly string[]
  ledger: Ledger
  people: number
  /** time between two batches of one person */
  everyMs: number
}

type Kept = { boot: string; body: string; seqs: number[] }
const givenUpAfterMs = 15_000

/**
 * People who report more often than a browser would and keep every batch until it is acked, like the SDK: a batch
 * without an ack is sent again with the same ids. Some batches are sent twice at once and some again after their ack.
 */
export function createTraffic(options: TrafficOptions): Traffic {
  const agent = new Agent({ keepAlive: true, maxSockets: options.people * 2 })
  const listeners: ((answer: Answer) => void)[] = []
  const senders = Array.from({ length: options.people }, (_, i) => createSender(options, agent, i, tell))
  let running: Promise<void>[] = []
  let going = false

  function tell(answer: Answer) {
    for (const listener of listeners) listener(answer)
  }
  async function keepSending(sender: Sender) {
    await pause(Math.random() * options.everyMs)
    while (going) {
      sender.make()
      await sender.deliver()
      await pause(options.everyMs * (0.5 + Math.random()))
    }
  }
  return {
    people: options.people,
    start() {
      going = true
      running = senders.map(keepSending)
    },
    async stop() {
      going = false
      await Promise.all(running)
    },
    async drain(withinMs) {
      const until = Date.now() + withinMs
      while (senders.some((sender) => sender.waiting() > 0) && Date.now() < until) {
        await Promise.all(senders.map((sender) => sender.deliver()))
        await pause(100)
      }
      return senders.every((sender) => sender.waiting() === 0)
    },
    onAnswer: (listener) => void listeners.push(listener),
    resent: () => senders.reduce((sum, sender) => sum + sender.resent(), 0),
  }
}

type Sender = { make(): void; deliver(): Promise<void>; waiting(): number; resent(): number }

function createSender(
  { url, keys, ledger }: TrafficOptions,
  agent: Agent,
  index: number,
  tell: (answer: Answer) => void,
): Sender {
  const calls = stories
    .flatMap((story) => story.calls)
    .filter((call) => call.people.some(({ micDenied }) => !micDenied))
  const call = calls[index % calls.length]
  const person = call?.people.find(({ micDenied }) => !micDenied)
  const key = keys[index % keys.length]
  if (!call || !person || key === undefined) throw new Error('nobody to send as')
  const startedAt = Date.now()
  const one = joinCall(call, index, person, `faults-${index >> 2}`, randomUUID(), startedAt)
  const queue: Kept[] = []
  let resent = 0

  const send = async (kept: Kept): Promise<boolean> => {
    const answer = await post(`${url}/collect/v1`, kept.body, agent)
    const { reply } = answer
    if (reply) {
      const refused = new Set(reply.rejected.map(({ i }) => i))
      ledger.acked(
        kept.boot,
        kept.seqs.filter((_, i) => !refused.has(i)),
      )
    }
    tell(answer)
    return reply !== null
  }

  return {
    make() {
      const now = Date.now()
      for (let i = 0; i < 3; i++) sample(one, now - 20 * (2 - i), (now - startedAt) / 1000)
      if (Math.random() < 0.2)
        one.events.push({
          seq: one.seq++,
          t: now,
          type: 'log',
          data: { level: 'info', message: `at ${now}` },
        })
      if (Math.random() < 0.005) leaveCall(one, now)
      const batch = takeBatch(one, key, randomUUID(), now)
      const seqs = [...batch.reports.map(([seq]) => seq), ...batch.events.map(({ seq }) => seq)]
      ledger.produced(one.boot, seqs)
      queue.push({ boot: one.boot, body: JSON.stringify(batch), seqs })
    },
    async deliver() {
      for (let kept = queue[0]; kept; kept = queue[0]) {
        const twice = Math.random() < 0.05
        const [acked] = await Promise.all(twice ? [send(kept), send(kept)] : [send(kept)])
        if (!acked) {
          resent++
          return
        }
        queue.shift()
        if (Math.random() < 0.03) await send(kept)
      }
    },
    waiting: () => queue.length,
    resent: () => resent,
  }
}

/** Posts one body; an answer that breaks off or never comes is no answer. */
export function post(url: string, body: string, agent: Agent): Promise<Answer> {
  const startedAt = performance.now()
  return new Promise((resolve) => {
    const done = (status: number | null, retryAfter: string | null, text: string) =>
      resolve({
        status,
        at: Date.now(),
        tookMs: performance.now() - startedAt,
        retryAfter,
        reply: parseReply(status, text),
      })
    const headers = { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(body) }
    const req = request(url, { method: 'POST', agent, headers, timeout: givenUpAfterMs }, (res) => {
      let text = ''
      res.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      res.once('end', () => done(res.statusCode ?? null, res.headers['retry-after'] ?? null, text))
      res.once('error', () => done(null, null, ''))
      res.once('close', () => done(null, null, ''))
    })
    req.once('timeout', () => req.destroy())
    req.once('error', () => done(null, null, ''))
    req.end(body)
  })
}

/** An ack that cannot be read was not received. */
function parseReply(status: number | null, text: string): CollectReply | null {
  if (status !== 200) return null
  try {
    return JSON.parse(text) as CollectReply
  } catch {
    return null
  }
}
