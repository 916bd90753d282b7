/** What a body may hold before it is parsed at all: parsing and checking hostile shapes costs far more than this scan. */
export const jsonLimits = { maxDepth: 16, maxKeys: 20_000, maxContainers: 60_000 } as const

export type JsonGuard = 'ok' | 'too-deep' | 'too-many-keys' | 'too-many-containers'

const quote = 0x22
const backslash = 0x5c
const colon = 0x3a
const openSquare = 0x5b
const closeSquare = 0x5d
const openCurly = 0x7b
const closeCurly = 0x7d

/** Counts depth, keys and containers of JSON bytes without parsing them. Broken JSON is left for the parser to refuse. */
export function guardJson(bytes: Uint8Array, limits: typeof jsonLimits = jsonLimits): JsonGuard {
  let depth = 0
  let keys = 0
  let containers = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number
    if (byte === quote) i = endOfString(bytes, i + 1)
    else if (byte === openSquare || byte === openCurly) {
      containers++
      if (++depth > limits.maxDepth) return 'too-deep'
    } else if (byte === closeSquare || byte === closeCurly) depth--
    else if (byte === colon) keys++
  }
  if (keys > limits.maxKeys) return 'too-many-keys'
  return containers > limits.maxContainers ? 'too-many-containers' : 'ok'
}

/** Index of the closing quote; a backslash takes the next byte with it. */
function endOfString(bytes: Uint8Array, from: number): number {
  let i = from
  while (i < bytes.length && bytes[i] !== quote) i += bytes[i] === backslash ? 2 : 1
  return i
}
