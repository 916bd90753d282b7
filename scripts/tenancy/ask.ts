import { request } from 'node:http'

export type Asking = {
  method?: string
  path: string
  cookie?: string | null
  headers?: Record<string, string>
  body?: string | null
  /** the loopback address to come from, for checks about networks */
  from?: string
}
export type Answer = { status: number; headers: Record<string, string>; text: string }

/** One plain HTTP request, with whatever headers a browser would not allow. Never follows redirects. */
export function ask(base: string, asking: Asking): Promise<Answer> {
  const { method = 'GET', path, cookie, headers = {}, body = null, from } = asking
  const url = new URL(base)
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: url.hostname,
        port: url.port,
        method,
        path,
        family: 4,
        ...(from ? { localAddress: from } : {}),
        timeout: 20_000,
        headers: {
          ...(cookie ? { cookie } : {}),
          ...(body === null ? {} : { 'content-length': Buffer.byteLength(body).toString() }),
          ...headers,
        },
      },
      (reply) => {
        const chunks: Buffer[] = []
        reply.on('data', (chunk: Buffer) => chunks.push(chunk))
        reply.on('error', reject)
        reply.on('end', () =>
          resolve({
            status: reply.statusCode ?? 0,
            headers: Object.fromEntries(
              Object.entries(reply.headers).map(([name, value]) => [name, String(value)]),
            ),
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        )
      },
    )
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer within 20 s`)))
    sent.on('error', reject)
    sent.end(body ?? undefined)
  })
}

/** What our own pages send with a write. */
export function ownWrite(base: string): Record<string, string> {
  return { 'content-type': 'application/json', origin: base, 'sec-fetch-site': 'same-origin' }
}

/** Runs the work on all items, a few at a time. */
export async function eachOf<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items]
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
