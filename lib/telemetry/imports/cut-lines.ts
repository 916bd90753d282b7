import { guardJson } from '../guard-json.ts'
import type { ImportLimits } from './imported-call.ts'
import { glimpse, malformed, tooLarge, truncated } from './refusals.ts'

export type Line = { number: number; text: string; bytes: Uint8Array }
export type LineCutter = { take(bytes: Uint8Array): void; end(): void }

const newline = 0x0a

/** Cuts text that streams by into lines; empty ones are passed over. A line's length is bounded. */
export function cutLines(found: (line: Line) => void, limits: ImportLimits): LineCutter {
  let rest: Uint8Array[] = []
  let restBytes = 0
  let number = 0
  const decoder = new TextDecoder()

  function push(part: Uint8Array) {
    restBytes += part.length
    if (restBytes > limits.maxValueBytes)
      throw tooLarge(
        `Line ${number + 1} is longer than ${limits.maxValueBytes} bytes; no dump has such lines.`,
      )
    rest.push(part)
  }

  function cut() {
    const bytes = new Uint8Array(restBytes)
    let at = 0
    for (const part of rest) {
      bytes.set(part, at)
      at += part.length
    }
    rest = []
    restBytes = 0
    number++
    const text = decoder.decode(bytes).trim()
    if (text !== '') found({ number, text, bytes })
  }

  function take(bytes: Uint8Array): void {
    let from = 0
    for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, from)) {
      push(bytes.subarray(from, at))
      cut()
      from = at + 1
    }
    if (from < bytes.length) push(bytes.slice(from))
  }

  function end(): void {
    if (restBytes > 0) cut()
  }

  return { take, end }
}

/** A line's JSON, looked over before it is parsed; null where the line is broken. */
export function parseLine({ number, text, bytes }: Line, limits: ImportLimits): unknown {
  const { verdict } = guardJson(bytes, {
    maxDepth: limits.maxDepth,
    maxKeys: 1_000_000,
    maxContainers: 400_000,
  })
  if (verdict === 'too-deep')
    throw malformed(`Line ${number} nests deeper than ${limits.maxDepth} levels; no dump does.`)
  if (verdict !== 'ok') throw malformed(`Line ${number} holds more objects than any dump has in one line.`)
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Lets lines that are no JSON pass only where a dump may have them: nowhere but at the very end, where the file was
 * cut off, and that is told.
 */
export function createLineReader(
  limits: ImportLimits,
  take: (value: unknown, line: number) => void,
): LineCutter & { lines: () => number } {
  let broken: Line | null = null
  let lines = 0
  const cutter = cutLines((line) => {
    if (broken) throw malformed(`Line ${broken.number} is not JSON: ${glimpse(broken.text)}.`)
    const value = parseLine(line, limits)
    if (value === undefined) broken = line
    else {
      lines++
      take(value, line.number)
    }
  }, limits)
  return {
    take: cutter.take,
    lines: () => lines,
    end: () => {
      cutter.end()
      if (broken)
        throw truncated(
          `Line ${(broken as Line).number} ends in the middle: ${glimpse((broken as Line).text)}.`,
        )
    },
  }
}
