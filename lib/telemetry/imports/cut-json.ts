import type { ImportLimits } from './imported-call.ts'
import { malformed, tooLarge, truncated } from './refusals.ts'

/** Where a value stands: keys of objects, indexes of arrays. */
export type JsonPath = readonly (string | number)[]
/** `take` hands the value over whole, `enter` looks at its parts (a value without parts is handed over), `skip` drops it. */
export type Wish = 'take' | 'enter' | 'skip'

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d
const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
const maxKeyBytes = 1_000

export type Cutter = { take(bytes: Uint8Array): void; end(): void }

/**
 * Cuts a JSON document that streams by into the values somebody wants, so that no document is ever held whole. Depth
 * and the size of a value are bounded; what stands between the values is only scanned, the values are parsed for real.
 */
export function cutJson(
  wish: (path: JsonPath, isContainer: boolean, isArray: boolean) => Wish,
  found: (path: JsonPath, value: unknown) => void,
  limits: ImportLimits,
): Cutter {
  const path: (string | number)[] = []
  const isObject: boolean[] = []
  let text: Uint8Array[] = []
  let textBytes = 0
  let mode: 'value' | 'key' | 'colon' | 'after' | 'done' = 'value'
  /** inside a value that is taken, skipped, or read for being a key; its depth counts from there */
  let inside: 'take' | 'skip' | 'key' | null = null
  let depth = 0
  let inString = false
  let isEscaped = false
  let isScalar = false
  let offset = 0

  const where = () => `at byte ${offset}${path.length > 0 ? ` (in ${path.slice(0, 4).join('.')})` : ''}`

  function keep(bytes: Uint8Array) {
    textBytes += bytes.length
    const max = inside === 'key' ? maxKeyBytes : limits.maxValueBytes
    if (textBytes > max)
      throw tooLarge(`One value ${where()} is larger than ${max} bytes; no dump has such values.`)
    text.push(bytes.slice())
  }

  function parsed(): unknown {
    const whole = text.length === 1 && text[0] ? text[0] : joined(text, textBytes)
    text = []
    textBytes = 0
    try {
      return JSON.parse(new TextDecoder().decode(whole))
    } catch {
      throw malformed(`The JSON is broken ${where()}.`)
    }
  }

  function begin(byte: number) {
    const isContainer = byte === openBrace || byte === openBracket
    const wanted = wish(path, isContainer, byte === openBracket)
    if (wanted === 'enter' && isContainer) {
      if (path.length + 1 > limits.maxDepth) throw tooDeep()
      isObject.push(byte === openBrace)
      path.push(byte === openBrace ? '' : 0)
      mode = byte === openBrace ? 'key' : 'value'
      return
    }
    inside = wanted === 'skip' ? 'skip' : 'take'
    depth = 0
    isScalar = !isContainer && byte !== quote
    inString = isEscaped = false
  }

  const tooDeep = () => malformed(`The JSON nests deeper than ${limits.maxDepth} levels ${where()}.`)

  function finish() {
    const ended = inside
    inside = null
    if (ended === 'key') {
      path[path.length - 1] = String(parsed())
      mode = 'colon'
      return
    }
    if (ended === 'take') found(path, parsed())
    mode = path.length === 0 ? 'done' : 'after'
  }

  /** Reads on inside a value; answers the index after its last byte, or -1 when it goes on in the next chunk. */
  function within(bytes: Uint8Array, from: number): number {
    for (let i = from; i < bytes.length; i++) {
      const byte = bytes[i] as number
      if (inString) {
        if (isEscaped) isEscaped = false
        else if (byte === backslash) isEscaped = true
        else if (byte === quote) {
          inString = false
          if (depth === 0) return i + 1
        }
        continue
      }
      if (isScalar && depth === 0) {
        if (byte === comma || byte === closeBrace || byte === closeBracket || isSpace(byte)) return i
        continue
      }
      if (byte === quote) inString = true
      else if (byte === openBrace || byte === openBracket) {
        if (++depth + path.length > limits.maxDepth) throw tooDeep()
      } else if (byte === closeBrace || byte === closeBracket) {
        if (--depth === 0) return i + 1
      }
    }
    return -1
  }

  function between(byte: number): void {
    if (mode === 'colon') {
      if (byte !== colon) throw malformed(`The JSON is broken ${where()}: a colon was expected.`)
      mode = 'value'
    } else if (mode === 'key') {
      if (byte === closeBrace) {
        leave(byte)
        return
      }
      if (byte !== quote) throw malformed(`The JSON is broken ${where()}: a key was expected.`)
      inside = 'key'
      depth = 0
      inString = isEscaped = isScalar = false
    } else if (mode === 'after') {
      if (byte === comma) next()
      else leave(byte)
    } else if (mode === 'done') throw malformed(`Something follows the end of the JSON document ${where()}.`)
    else if (byte === closeBracket && path.at(-1) === 0 && isObject.at(-1) === false) leave(byte)
    else begin(byte)
  }

  function next() {
    const last = path.length - 1
    if (isObject[last]) mode = 'key'
    else {
      path[last] = Number(path[last]) + 1
      mode = 'value'
    }
  }

  function leave(byte: number) {
    const wasObject = isObject.pop()
    path.pop()
    if (wasObject === undefined || byte !== (wasObject ? closeBrace : closeBracket))
      throw malformed(`The JSON is broken ${where()}: brackets do not match.`)
    mode = path.length === 0 ? 'done' : 'after'
  }

  function take(bytes: Uint8Array): void {
    const start = offset
    let i = 0
    while (i < bytes.length) {
      offset = start + i
      if (inside === null) {
        const byte = bytes[i] as number
        if (isSpace(byte)) i++
        else {
          const before = inside
          between(byte)
          if (inside === before) i++
        }
        continue
      }
      const end = within(bytes, i)
      const stop = end < 0 ? bytes.length : end
      if (inside !== 'skip') keep(bytes.subarray(i, stop))
      i = stop
      if (end >= 0) finish()
    }
    offset = start + bytes.length
  }

  function end(): void {
    if (inside !== null && isScalar && path.length === 0) finish()
    if (mode !== 'done') throw truncated(`The JSON document ends ${where()}, before its last bracket.`)
  }

  return { take, end }
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
