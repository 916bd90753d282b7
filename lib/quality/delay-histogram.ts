/**
 * How long things took, as counts in steps of a fourth of an octave from 8 ms to two minutes. Two histograms add up
 * by adding their counts, a quantile is off by a tenth of itself at most, and a flood of values costs no memory.
 */
const stepsPerOctave = 4
const smallestMs = 8
const octaves = 14
const lastStep = octaves * stepsPerOctave + 1

/** Counts a histogram holds: below the smallest, the steps, and everything longer. */
export const delaySteps = lastStep + 1

/** The longest time that is told apart from longer ones. */
export const longestDelayMs = smallestMs * 2 ** octaves

/** In which step a time falls. */
export function delayStep(ms: number): number {
  if (!(ms >= smallestMs)) return 0
  return Math.min(lastStep, 1 + Math.floor(stepsPerOctave * Math.log2(ms / smallestMs)))
}

/** What stands for the times of a step: its geometric middle. */
export function delayOfStep(step: number): number {
  if (step === 0) return smallestMs / 2
  if (step === lastStep) return longestDelayMs
  return smallestMs * 2 ** ((step - 0.5) / stepsPerOctave)
}

/** The value below which the share `q` of all lies; null of nothing. */
export function delayQuantile(counts: ArrayLike<number>, q: number): number | null {
  let total = 0
  for (let i = 0; i < delaySteps; i++) total += counts[i] ?? 0
  if (total === 0) return null
  const rank = Math.max(1, Math.ceil(q * total))
  let seen = 0
  for (let i = 0; i < delaySteps; i++) {
    seen += counts[i] ?? 0
    if (seen >= rank) return delayOfStep(i)
  }
  return longestDelayMs
}
