import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/**
 * A stand-in for Slack, an incoming webhook, any webhook and PagerDuty, on this machine: a real server that keeps what
 * arrives and answers as it is told. For tests and for the demo's outbox, which says so.
 */
export type Answer =
  | 'ok'
  /** 200, and a body that says no */
  | 'not-ok'
  /** takes it and never answers */
  | 'hang'
  /** takes it and cuts the connection */
  | 'reset'
  | { status: number; headers?: Record<string, string>; body?: string }
  /** answers when the promise is done */
  | { after: Promise<unknown> }

export type Arrival = {
  /** `/api/chat.postMessage`, `/services/…`, `/v2/enqueue`, or whatever was called */
  path: string
  headers: Record<string, string>
  body: Record<string, unknown>
  raw: string
  at: number
  answer: Answer
}

export type HttpFake = {
  url: string
  arrived: Arrival[]
  /** The next calls of paths that start so are answered like that, in order; then all is well again. */
  answers: (path: string, ...answers: Answer[]) => void
  /** Takes the first unread arrival of paths that start so out of what is unexpected. */
  take: (path: string) => Arrival
  /** Fails when anything arrived that was not taken. */
  expectNothingElse: () => void
  stop: () => Promise<void>
}

export async function startHttpFake(
  options: { port?: number; host?: string; onArrival?: (arrival: Arrival) => void } = {},
): Promise<HttpFake> {
  const arrived: Arrival[] = []
  const unread: Arrival[] = []
  const scripts: { path: string; answers: Answer[] }[] = []
  const sockets = new Set<Socket>()
  const server = createServer((req, res) => void take(req, res).catch(() => res.destroy()))
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })

  async function take(req: IncomingMessage, res: ServerResponse) {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const raw = Buffer.concat(chunks).toString('utf8')
    const path = req.url ?? '/'
    const script = scripts.find((one) => path.startsWith(one.path) && one.answers.length > 0)
    const answer = script?.answers.shift() ?? 'ok'
    const arrival = { path, headers: flat(req), body: bodyOf(req, raw), raw, at: Date.now(), answer }
    arrived.push(arrival)
    unread.push(arrival)
    options.onArrival?.(arrival)
    await respond(arrival, arrived.length, req, res)
  }

  server.listen(options.port ?? 0, options.host ?? '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    answers: (path, ...answers) => void scripts.push({ path, answers }),
    take(path) {
      const at = unread.findIndex((one) => one.path.startsWith(path))
      const [found] = at < 0 ? [] : unread.splice(at, 1)
      if (!found)
        throw new Error(
          `nothing arrived at ${path}; unread: ${unread.map((one) => one.path).join(', ') || 'nothing'}`,
        )
      return found
    },
    expectNothingElse() {
      if (unread.length > 0)
        throw new Error(
          `nobody expected ${unread.map((one) => `${one.path} ${one.raw.slice(0, 200)}`).join('\n')}`,
        )
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function respond(arrival: Arrival, count: number, req: IncomingMessage, res: ServerResponse) {
  const { answer } = arrival
  if (answer === 'hang') return
  if (answer === 'reset') return void req.socket.resetAndDestroy()
  if (typeof answer === 'object' && 'status' in answer)
    return void res.writeHead(answer.status, answer.headers).end(answer.body ?? '')
  if (typeof answer === 'object') await answer.after
  const { status, body } = answer === 'not-ok' ? refusal(arrival) : success(arrival, count)
  res
    .writeHead(status, { 'content-type': body.startsWith('{') ? 'application/json' : 'text/plain' })
    .end(body)
}

function success({ path, body }: Arrival, count: number): { status: number; body: string } {
  if (path.startsWith('/api/'))
    return {
      status: 200,
      body: JSON.stringify({
        ok: true,
        channel: body.channel ?? 'C0FAKE',
        ts: body.ts ?? `1764064800.${String(count).padStart(6, '0')}`,
      }),
    }
  if (path.startsWith('/services/')) return { status: 200, body: 'ok' }
  if (path.startsWith('/v2/enqueue'))
    return {
      status: 202,
      body: JSON.stringify({
        status: 'success',
        message: 'Event processed',
        dedup_key: body.dedup_key ?? '',
      }),
    }
  return { status: 200, body: 'thanks' }
}

const refusal = ({ path }: Arrival) =>
  path.startsWith('/api/')
    ? { status: 200, body: JSON.stringify({ ok: false, error: 'internal_error' }) }
    : { status: 200, body: 'no_active_hooks' }

const flat = (req: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, String(value ?? '')]))

/** Slack's client sends forms whose lists are JSON. */
function bodyOf(req: IncomingMessage, raw: string): Record<string, unknown> {
  if (!req.headers['content-type']?.includes('x-www-form-urlencoded'))
    return parsed(raw) as Record<string, unknown>
  return Object.fromEntries(
    [...new URLSearchParams(raw)].map(([name, value]) => [name, /^[[{]/.test(value) ? parsed(value) : value]),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
