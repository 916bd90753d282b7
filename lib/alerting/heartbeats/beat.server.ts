import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Pool } from 'pg'
import { isStoreTrouble } from '#lib/telemetry/store-unavailable.ts'
import { hashSecret } from '../intake/signatures.server.ts'
import { recordBeat } from './store.server.ts'

type Deps = { pool: Pool; now: () => number; onError: (error: unknown) => void }

const patienceMs = 850

/** `/beat/<secret>`: GET or POST, whatever a cron job has at hand. The body is not read. */
export function beatHandler(deps: Deps): (req: IncomingMessage, res: ServerResponse) => void {
  return function beat(req, res) {
    req.resume()
    const allowed = req.method === 'GET' || req.method === 'POST' || req.method === 'PUT' || req.method === 'HEAD'
    if (!allowed) return answer(res, 405, 'GET or POST')
    const secret = /^\/beat\/([A-Za-z0-9_-]{16,100})\/?$/.exec(req.url?.split('?', 1)[0] ?? '')?.[1]
    if (secret === undefined) return answer(res, 404, 'no such heartbeat')
    const timer = setTimeout(() => answer(res, 503, 'not stored, come again'), patienceMs)
    recordBeat(deps.pool, hashSecret(secret), new Date(deps.now()))
      .then(
        (known) => (known ? answer(res, 200, 'ok') : answer(res, 404, 'no such heartbeat')),
        (error: unknown) => {
          if (!isStoreTrouble(error)) deps.onError(error)
          answer(res, 503, 'not stored, come again')
        },
      )
      .finally(() => clearTimeout(timer))
  }
}

function answer(res: ServerResponse, status: number, text: string) {
  if (res.headersSent || res.destroyed) return
  const retry = status === 503 ? { 'retry-after': '5' } : {}
  res.writeHead(status, { 'content-type': 'text/plain', 'cache-control': 'no-store', ...retry })
  res.end(`${text}\n`)
}
