import type { IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { limits } from './contract.ts'

export type BodyProblem = 'body-too-large' | 'bad-gzip' | 'overloaded'

/** Bytes of bodies that are still arriving, all requests together: slow senders must not fill the memory. */
let heldBytes = 0
const maxHeldBytes = 64 * 1024 * 1024

/**
 * Reads a body of at most `maxBytes` (a batch: 256 kB), counting while it streams. Calls back once, with the bytes or with what is wrong;
 * not at all when the sender goes away.
 */
export function readBody(
  req: IncomingMessage,
  done: (body: Buffer | null, problem: BodyProblem | null) => void,
  maxBytes: number = limits.maxBodyBytes,
): void {
  const refusal = refuseUnread(req, maxBytes)
  if (refusal) {
    done(null, refusal)
    return
  }
  let chunks: Buffer[] = []
  let size = 0
  let settled = false

  function settle(body: Buffer | null, problem: BodyProblem | null) {
    if (settled) return
    settled = true
    heldBytes -= size
    chunks = []
    if (body || problem) done(body, problem)
  }
  req.on('data', (chunk: Buffer) => {
    if (settled) return
    size += chunk.length
    heldBytes += chunk.length
    if (size > maxBytes) settle(null, 'body-too-large')
    else chunks.push(chunk)
  })
  req.on('end', () => {
    const [only] = chunks
    settle(chunks.length === 1 && only ? only : Buffer.concat(chunks, size), null)
  })
  req.on('error', () => settle(null, null))
  req.on('close', () => settle(null, null))
}

function refuseUnread(req: IncomingMessage, maxBytes: number): BodyProblem | null {
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) return 'body-too-large'
  return heldBytes > maxHeldBytes ? 'overloaded' : null
}

/** JSON of counters packs 5–20 : 1 and, when hardly anything changes, perhaps 60 : 1; a bomb packs 1,000 : 1. */
const maxRatio = 100
const ratioFreeBytes = 64 * 1024

/**
 * Unpacks gzip, recognised by its magic bytes; anything else is returned as it is. Synchronous on purpose: the output
 * is bounded (at most some milliseconds), and a queue of half-unpacked bodies would not be.
 */
export function unpack(body: Buffer, maxBytes: number = limits.maxInflatedBytes): Buffer | BodyProblem {
  if (body.length < 2 || body[0] !== 0x1f || body[1] !== 0x8b) return body
  const maxOutputLength = Math.min(maxBytes, ratioFreeBytes + body.length * maxRatio)
  try {
    return gunzipSync(body, { maxOutputLength })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    return code === 'ERR_BUFFER_TOO_LARGE' ? 'body-too-large' : 'bad-gzip'
  }
}
