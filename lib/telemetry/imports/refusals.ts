import { Refused } from '#lib/errors.ts'
import { dumpFormats } from './imported-call.ts'

/** What an importer would have read, for the end of a sentence. */
export const expected = `Expected one of: ${Object.values(dumpFormats).join(', ')}; plain or gzip.`

/** Something an importer does not read: a file that is no dump, or a kind of dump we have no reader for. */
export const unsupported = (found: string) => new Refused('import.unsupported', `${found} ${expected}`)

/** A dump of a known kind in a version that is not known. */
export const unknownVersion = (found: string, wanted: string) =>
  new Refused('import.unknown-version', `${found} Expected ${wanted}.`)

/** The file ends in the middle of something. */
export const truncated = (found: string) =>
  new Refused('import.truncated', `${found} The file looks cut off; save the dump again and send it whole.`)

export const tooLarge = (found: string) => new Refused('import.too-large', found)

/** It began like a dump, then came what no dump holds. */
export const malformed = (found: string) => new Refused('import.malformed', found)

/** A dump that was read to its end and holds neither a sample nor an event. */
export const empty = (found: string) => new Refused('import.empty', found)

/** A few characters of the file, safe to show in a sentence. */
export function glimpse(text: string, max = 40): string {
  const clean = text.replace(/[\p{C}\s]+/gu, ' ').trim()
  return clean.length > max ? `“${clean.slice(0, max)}…”` : `“${clean}”`
}

export function megabytes(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} kB` : `${Math.round(bytes / 1024 / 1024)} MB`
}
