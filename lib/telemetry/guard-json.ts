/** What a body may hold before it is parsed at all: parsing and checking hostile shapes costs far more than this scan. */
export const jsonLimits = { maxDepth: 16, maxKeys: 20_000, maxContainers: 60_000 } as const
export type JsonLimits = Record<keyof typeof jsonLimits, number>

export type JsonGuard = {
  verdict: 'ok' | 'too-deep' | 'too-many-keys' | 'too-many-containers'
  /**
   * Where the elements of the top level's `reports` lie: begin and end of each in turn. Null when that is not
   * certain (a key written twice or with escapes); a list of another length than the parsed one is not to be used.
   */
  reports: number[] | null
}

const quote = 0x22
const backslash = 0x5c
const colon = 0x3a
const open = 1
const close = 2
const textMark = 3
const keyMark = 4
const kinds = new Uint8Array(256)
for (const char of '[{') kinds[char.charCodeAt(0)] = open
for (const char of ']}') kinds[char.charCodeAt(0)] = close
kinds[quote] = textMark
kinds[colon] = keyMark

/**
 * Counts depth, keys and containers of JSON bytes without parsing them, and notes on the way where each report lies,
 * so that it can be stored as it came. Broken JSON is left for the parser to refuse.
 */
export function guardJson(bytes: Uint8Array, limits: JsonLimits = jsonLimits): JsonGuard {
  let depth = 0
  let keys = 0
  let containers = 0
  let ends: number[] | null = []
  let begin = 0
  let keyAt = 0
  let keyEnd = 0
  let seen = false
  let inReports = false
  for (let i = 0; i < bytes.length; i++) {
    const kind = kinds[bytes[i] as number]
    if (kind === 0) continue
    if (kind === open) {
      containers++
      if (++depth > limits.maxDepth) return { verdict: 'too-deep', reports: null }
      if (depth === 3 && inReports) begin = i
    } else if (kind === close) {
      if (depth === 3 && inReports) ends?.push(begin, i + 1)
      depth--
    } else if (kind === keyMark) {
      keys++
      if (depth !== 1) continue
      inReports = isReports(bytes, keyAt, keyEnd)
      if (inReports && seen) ends = null
      if (inReports) seen = true
    } else {
      const end = endOfString(bytes, i + 1)
      if (depth === 1) {
        keyAt = i + 1
        keyEnd = end
        if (hasEscape(bytes, i + 1, end)) ends = null
      }
      i = end
    }
  }
  if (keys > limits.maxKeys) return { verdict: 'too-many-keys', reports: null }
  return { verdict: containers > limits.maxContainers ? 'too-many-containers' : 'ok', reports: ends }
}

/** Index of the closing quote; a backslash takes the next byte with it. */
function endOfString(bytes: Uint8Array, from: number): number {
  let i = from
  while (i < bytes.length && bytes[i] !== quote) i += bytes[i] === backslash ? 2 : 1
  return i
}

function hasEscape(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] === backslash) return true
  return false
}

const reportsKey = Array.from('reports', (char) => char.charCodeAt(0))

function isReports(bytes: Uint8Array, from: number, to: number): boolean {
  return to - from === reportsKey.length && reportsKey.every((code, i) => bytes[from + i] === code)
}
