import { type ImportedCall, type ReadOptions, readingOf } from './imported-call.ts'
import { type Bytes, inflate } from './inflate.ts'
import { isEnough, recognise } from './recognise.ts'
import { empty } from './refusals.ts'

/** After so many bytes `pause` is awaited: about as long as other work may be kept waiting. */
const pauseBytes = 64 * 1024

/**
 * Reads a dump of any known kind, plain or gzip, piece by piece. What it cannot read is `Refused` with a sentence that
 * says what was found and what was expected; nothing else is ever thrown for the sake of the content.
 */
export async function readDump(
  source: Bytes,
  options: ReadOptions & { onRead?: (bytes: number) => void; pause?: () => Promise<void> } = {},
): Promise<ImportedCall> {
  const reading = readingOf(options)
  let first: Uint8Array | null = new Uint8Array()
  let reader: ReturnType<typeof recognise> | null = null
  let unpaused = 0
  for await (const bytes of inflate(source, reading.limits, options.onRead ?? (() => undefined))) {
    unpaused += bytes.length
    if (unpaused >= pauseBytes) {
      unpaused = 0
      await options.pause?.()
    }
    if (first === null) reader?.take(bytes)
    else {
      first = withoutMark(joined(first, bytes))
      if (!isEnough(first)) continue
      reader = recognise(first, reading)
      reader.take(first)
      first = null
    }
  }
  if (first !== null) {
    if (first.length === 0) throw empty('The file is empty.')
    reader = recognise(first, reading)
    reader.take(first)
  }
  if (reader === null) throw empty('The file is empty.')
  return reader.end()
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** UTF-8 with a byte order mark, as Windows editors write it. */
const withoutMark = (bytes: Uint8Array) =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
