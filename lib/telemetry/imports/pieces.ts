/** Helpers to look into values that came out of somebody's file: nothing about them is sure. */

export type Bag = { readonly [key: string]: unknown }

export function isBag(value: unknown): value is Bag {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const bagOf = (value: unknown): Bag => (isBag(value) ? value : {})
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** A value as a word; an object has none (and may refuse to be made into one). */
export const wordOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'object' || value === undefined ? '' : String(value)

/** A finite number, also where a dump wrote it as text. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** What a dump wrote as JSON inside a text; any other text stays as it is. */
export function unwrapped(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{"\dtfn-]/.test(value)) return value
  if (value.length > 1_000_000 || depthOf(value) > 32) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

/** An upper bound of how deep a text nests, without parsing it. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (let i = 0; i < text.length && deepest <= 64; i++) {
    const char = text[i]
    if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth)
    else if (char === '}' || char === ']') depth--
  }
  return deepest
}

/** A time a call can have: epoch ms in years 2000–2100. */
export function epochMs(value: unknown): number | undefined {
  const time = numberOf(value) ?? (typeof value === 'string' ? Date.parse(value) : Number.NaN)
  return time >= 946_684_800_000 && time <= 4_102_444_800_000 ? time : undefined
}
