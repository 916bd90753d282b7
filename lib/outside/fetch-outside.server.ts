import { lookup as lookUp } from 'node:dns/promises'
import { request as requestHttp } from 'node:http'
import { type RequestOptions, request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { excerptOf } from './excerpt.ts'
import { hostOf, type Reach, refusalOfAddress, refusalOfUrl } from './target.ts'

/**
 * The one way to call a machine outside. The name is looked up once, every address is checked, and the connection is
 * made to a checked address: a resolver that answers differently a moment later is never asked. Follows no redirect,
 * waits 5 s in all, reads 64 KB.
 */
export type OutsideRequest = {
  url: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  reach: Reach
  timeoutMs?: number
}
export type OutsideReply = { status: number; headers: Record<string, string>; body: string }

/** `mayHaveArrived`: the far end was reached, so it may have done what was asked. */
export class OutsideFailed extends Error {
  readonly kind: 'refused' | 'unknown-name' | 'unreachable' | 'timeout' | 'broken-off' | 'tls' | 'too-large'
  readonly mayHaveArrived: boolean
  constructor(kind: OutsideFailed['kind'], message: string, mayHaveArrived = false) {
    super(message)
    this.name = 'OutsideFailed'
    this.kind = kind
    this.mayHaveArrived = mayHaveArrived
  }
}

export type Address = { address: string; family: number }
export type Resolve = (host: string) => Promise<Address[]>
const resolveName: Resolve = (host) => lookUp(host, { all: true, verbatim: true })

const timeoutMs = 5_000
const mostBytes = 64 * 1024

export async function fetchOutside(
  asked: OutsideRequest,
  resolve: Resolve = resolveName,
): Promise<OutsideReply> {
  const refusal = refusalOfUrl(asked.url, asked.reach)
  if (refusal !== null) throw new OutsideFailed('refused', refusal)
  const url = new URL(asked.url)
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), asked.timeoutMs ?? timeoutMs)
  try {
    const addresses = await checkedAddresses(url, asked.reach, resolve, abort.signal)
    return await call(url, asked, addresses, abort.signal)
  } finally {
    clearTimeout(timer)
  }
}

/** All of them or none: one forbidden address among many is a trap, not a mistake. */
async function checkedAddresses(
  url: URL,
  reach: Reach,
  resolve: Resolve,
  signal: AbortSignal,
): Promise<Address[]> {
  const found = await Promise.race([resolve(hostOf(url)), aborted(signal)]).catch((error: unknown) => {
    if (error instanceof OutsideFailed) throw error
    throw new OutsideFailed('unknown-name', 'the name could not be looked up')
  })
  if (found.length === 0) throw new OutsideFailed('unknown-name', 'the name leads nowhere')
  for (const { address } of found) {
    const refusal = refusalOfAddress(address, reach)
    if (refusal !== null) throw new OutsideFailed('refused', refusal)
  }
  return found
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(new OutsideFailed('timeout', 'no answer in time')), {
      once: true,
    }),
  )
}

function call(
  url: URL,
  asked: OutsideRequest,
  addresses: Address[],
  signal: AbortSignal,
): Promise<OutsideReply> {
  return new Promise((resolve, reject) => {
    let reached = false
    const fail = (error: Error) => reject(failureOf(error, reached, signal.aborted))
    const request = url.protocol === 'https:' ? requestHttps : requestHttp
    const sent = request(url, optionsOf(asked, addresses, signal), (reply) => {
      const chunks: Buffer[] = []
      let bytes = 0
      reply.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes <= mostBytes) chunks.push(chunk)
        else reply.destroy(new OutsideFailed('too-large', 'the answer is longer than 64 KB', true))
      })
      reply.on('error', fail)
      reply.on('end', () =>
        resolve({
          status: reply.statusCode ?? 0,
          headers: headersOf(reply.headers),
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    sent.on('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        reached = true
      })
    })
    sent.on('error', fail)
    sent.end(asked.body)
  })
}

function optionsOf(asked: OutsideRequest, addresses: Address[], signal: AbortSignal): RequestOptions {
  const lookup: LookupFunction = (_host, options, done) => {
    const [first] = addresses
    if (options.all) done(null, addresses)
    else if (first) done(null, first.address, first.family)
  }
  return {
    method: asked.method ?? 'POST',
    headers: {
      'user-agent': 'Earshot',
      ...(asked.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(asked.body)) }),
      ...asked.headers,
    },
    agent: false, // a connection kept open was checked for another call
    maxHeaderSize: 16 * 1024,
    lookup,
    signal,
  }
}

function failureOf(error: Error, reached: boolean, late: boolean): OutsideFailed {
  if (error instanceof OutsideFailed) return error
  if (late) return new OutsideFailed('timeout', 'no answer in time', reached)
  const code = (error as NodeJS.ErrnoException).code ?? ''
  if (reached) return new OutsideFailed('broken-off', `the connection broke off (${excerptOf(code)})`, true)
  if (/CERT|TLS|SSL|ALTNAME|SELF_SIGNED|UNABLE_TO/.test(code))
    return new OutsideFailed('tls', `no trusted encryption (${excerptOf(code)})`)
  return new OutsideFailed('unreachable', `could not be reached (${excerptOf(code)})`)
}

function headersOf(given: NodeJS.Dict<string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
}
