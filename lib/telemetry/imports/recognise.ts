import { readArrayDump } from './array-dump.ts'
import { isClientSample, readClientSampleLines } from './client-sample.ts'
import { parseLine } from './cut-lines.ts'
import type { DumpReader, Reading } from './imported-call.ts'
import { readJitsiLines } from './jitsi-lines.ts'
import { readObjectDump } from './object-dump.ts'
import { isBag } from './pieces.ts'
import { empty, glimpse, unsupported } from './refusals.ts'
import { readRtcstatsDump } from './rtcstats-dump.ts'

/** So much of a file is looked at before its kind is decided; a first line may be long. */
export const sniffBytes = 1024 * 1024

/** Whether the first bytes suffice to decide: a whole line, or as much as we ever look at. */
export const isEnough = (bytes: Uint8Array): boolean => bytes.length >= sniffBytes || bytes.includes(0x0a)

/** Which reader a file needs, by its first bytes (a byte order mark taken off). */
export function recognise(first: Uint8Array, reading: Reading): DumpReader {
  const start = first.findIndex((byte) => byte > 0x20)
  if (start < 0) throw empty('The file is empty.')
  const text = new TextDecoder().decode(first.subarray(start, start + 64))
  if (/^RTCStatsDump\s/.test(`${text}\n`)) return readRtcstatsDump(reading)
  const line = firstLine(first, start, reading)
  if (text.startsWith('['))
    return Array.isArray(line) && typeof line[0] === 'string'
      ? readJitsiLines(reading)
      : readArrayDump(reading)
  if (text.startsWith('{')) {
    if (isBag(line) && 'statsSessionId' in line) return readJitsiLines(reading)
    return isClientSample(line) ? readClientSampleLines(reading) : readObjectDump(reading)
  }
  throw unsupported(`The file begins with ${kindOf(first.subarray(start), text)}.`)
}

/** The first line where it is JSON of its own; undefined for a document that spans lines or is too long to tell. */
function firstLine(first: Uint8Array, start: number, { limits }: Reading): unknown {
  const end = first.indexOf(0x0a, start)
  if (end < 0 && first.length >= sniffBytes) return undefined
  const bytes = first.subarray(start, end < 0 ? first.length : end)
  return parseLine({ number: 1, text: new TextDecoder().decode(bytes), bytes }, limits)
}

/** Files people send by mistake. */
function kindOf(bytes: Uint8Array, text: string): string {
  const starts = (...codes: number[]) => codes.every((code, i) => bytes[i] === code)
  if (text.startsWith('PK')) return 'a ZIP archive; unpack it first'
  if (text.startsWith('%PDF')) return 'a PDF document'
  if (text.startsWith('<')) return 'HTML or XML'
  if (starts(0x89, 0x50, 0x4e, 0x47) || starts(0xff, 0xd8, 0xff)) return 'a picture'
  if (starts(0xd4, 0xc3, 0xb2, 0xa1) || starts(0x0a, 0x0d, 0x0d, 0x0a)) return 'a packet capture'
  if (starts(0x28, 0xb5, 0x2f, 0xfd)) return 'zstd data; unpack it first'
  if (bytes.subarray(0, 64).some((byte) => byte < 9)) return 'binary data'
  return `the text ${glimpse(text)}`
}
