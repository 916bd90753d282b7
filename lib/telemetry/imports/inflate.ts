import type { ImportLimits } from './imported-call.ts'
import { malformed, megabytes, tooLarge, truncated } from './refusals.ts'

export type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array> | Uint8Array

/** Small enough that a bomb is noticed long before its yield fills the memory. */
const pieceBytes = 16 * 1024
/** Small files may be as repetitive as they like. */
const ratioFreeBytes = 4 * 1024 * 1024

/** The file's content, gunzipped where its magic bytes say so; both sizes are bounded while it streams. */
export async function* inflate(
  source: Bytes,
  limits: ImportLimits,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let packedBytes = 0
  const pieces = counted(inPieces(source), limits, (bytes) => {
    packedBytes = bytes
    onRead(bytes)
  })
  const first = await firstBytes(pieces)
  const whole = after(first, pieces)
  if (first[0] === 0x1f && first[1] === 0x8b) yield* gunzip(whole, limits, () => packedBytes)
  else yield* whole
}

async function* inPieces(source: Bytes): AsyncGenerator<Uint8Array> {
  if (source instanceof Uint8Array) {
    for (let at = 0; at < source.length; at += pieceBytes) yield source.subarray(at, at + pieceBytes)
    return
  }
  for await (const chunk of source)
    for (let at = 0; at < chunk.length; at += pieceBytes) yield chunk.subarray(at, at + pieceBytes)
}

async function* counted(
  pieces: AsyncGenerator<Uint8Array>,
  limits: ImportLimits,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const piece of pieces) {
    bytes += piece.length
    if (bytes > limits.maxBytes)
      throw tooLarge(`The file is larger than ${megabytes(limits.maxBytes)}, the most an import may have.`)
    onRead(bytes)
    yield piece
  }
}

async function firstBytes(pieces: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  let first = new Uint8Array()
  while (first.length < 2) {
    const { value, done } = await pieces.next()
    if (done) break
    const longer = new Uint8Array(first.length + value.length)
    longer.set(first)
    longer.set(value, first.length)
    first = longer
  }
  return first
}

async function* after(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first
  yield* rest
}

async function* gunzip(
  packed: AsyncGenerator<Uint8Array>,
  limits: ImportLimits,
  packedBytes: () => number,
): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream('gzip')
  const writer = stream.writable.getWriter()
  const reader = stream.readable.getReader()
  const feeding = feed(packed, writer)
  let bytes = 0
  try {
    while (true) {
      const { value, done } = await reader.read()
      if (done) break
      bytes += value.length
      if (bytes > limits.maxInflatedBytes)
        throw tooLarge(
          `Unpacked, the file is larger than ${megabytes(limits.maxInflatedBytes)}, the most an import may have.`,
        )
      if (bytes > ratioFreeBytes && bytes > packedBytes() * limits.maxInflateRatio)
        throw tooLarge(
          `The file unpacks to more than ${limits.maxInflateRatio} times its size, which no dump does.`,
        )
      yield value
    }
  } catch (error) {
    throw gzipProblem(error)
  } finally {
    // whoever stops early stops the other side too; its complaint has nobody to hear it
    await Promise.allSettled([reader.cancel(), writer.abort()])
    await feeding.catch(() => undefined)
  }
  await feeding
}

/** Writes until the other side gives up; only a fault of the source itself is told. */
async function feed(
  packed: AsyncGenerator<Uint8Array>,
  writer: WritableStreamDefaultWriter<BufferSource>,
): Promise<void> {
  try {
    for await (const piece of packed) await writer.write(piece.slice())
    await writer.close()
  } catch (error) {
    await writer.abort(error).catch(() => undefined)
    throw error
  }
}

function gzipProblem(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  const cause = error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : ''
  const said = `${code} ${cause} ${error.message}`
  if (/Z_BUF_ERROR|unexpected end|ERR_BUFFER/i.test(said))
    return truncated('The gzip data ends before its end.')
  if (/Z_DATA_ERROR|incorrect|invalid|trailing|junk/i.test(said))
    return malformed('The file begins like gzip, but its data is broken.')
  return error
}
