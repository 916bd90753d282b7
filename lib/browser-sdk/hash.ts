/**
 * A short keyed hash: the same text gives the same eleven characters for one key, and nothing useful without it.
 * It pseudonymises (device labels, network prefixes, names); it is not meant to withstand an attacker who holds the key.
 */
export function keyedHash(key: string, text: string): string {
  let low = 0x9e3779b9
  let high = 0x85ebca6b
  const input = `${key}\n${text}`
  for (let i = 0; i < input.length; i++) {
    const code = input.charCodeAt(i)
    low = Math.imul(low ^ code, 0x2c1b3c6d)
    high = Math.imul(high ^ ((code << 7) | (low >>> 25)), 0x297a2d39)
  }
  low = mix(low ^ (high >>> 13))
  high = mix(high ^ (low >>> 11))
  return (
    ((high >>> 0) % 2 ** 24).toString(36).padStart(5, '0') +
    (low >>> 0).toString(36).padStart(7, '0').slice(-6)
  )
}

function mix(value: number): number {
  const once = Math.imul(value ^ (value >>> 15), 0x735a2d97)
  const twice = Math.imul(once ^ (once >>> 15), 0x3c6ef372 | 1)
  return twice ^ (twice >>> 16)
}
