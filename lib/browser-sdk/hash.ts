/**
 * A short keyed hash: the same text gives the same eleven characters for one key, and nothing useful without it.
 * It pseudonymises (device labels, network prefixes, names); it is not meant to withstand an attacker who holds the key.
 */
export function keyedHash(key: string, text: string): string {
  return (lane(0x9e3779b9, key + text) + lane(0x85ebca6b, text + key)).slice(-11)
}

/** 32 bits as seven characters. */
function lane(state: number, input: string): string {
  for (let i = 0; i < input.length; i++) {
    state = Math.imul(state ^ input.charCodeAt(i), 0x2c1b3c6d)
    state ^= state >>> 15
  }
  return (Math.imul(state, 0x297a2d39) >>> 0).toString(36).padStart(7, '0')
}
