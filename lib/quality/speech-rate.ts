/** The highest bitrate with speech of the last minute, in slots of ten seconds: silence must not lower a codec's worth. */
export type SpeechRate = { slot: number; highest: number[] }

const slotMs = 10_000
const slots = 6

export function createSpeechRate(): SpeechRate {
  return { slot: 0, highest: [] }
}

export function addSpeechRate(rate: SpeechRate, atMs: number, kbps: number): void {
  turnTo(rate, atMs)
  const i = rate.slot % slots
  rate.highest[i] = Math.max(rate.highest[i] ?? 0, kbps)
}

/** Null when nobody spoke in the last minute. */
export function highestSpeechRate(rate: SpeechRate, atMs: number): number | null {
  turnTo(rate, atMs)
  let highest = 0
  for (const kbps of rate.highest) highest = Math.max(highest, kbps)
  return highest > 0 ? highest : null
}

function turnTo(rate: SpeechRate, atMs: number): void {
  const slot = Math.floor(atMs / slotMs)
  if (slot - rate.slot >= slots || rate.highest.length === 0) {
    rate.highest = new Array<number>(slots).fill(0)
    rate.slot = slot
  }
  while (rate.slot < slot) {
    rate.slot++
    rate.highest[rate.slot % slots] = 0
  }
}
