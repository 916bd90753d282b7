import type { AlertSeverity } from '#lib/alerting/severity.ts'

/** One beep: how high, when it starts, how long it is. */
export type Tone = { readonly hertz: number; readonly atMs: number; readonly lengthMs: number }

const beeps = (hertz: number[], lengthMs: number): readonly Tone[] =>
  hertz.map((one, i) => ({ hertz: one, atMs: i * lengthMs * 1.5, lengthMs }))

/** Short, and told apart by rhythm as much as by pitch. */
export const tones: Record<AlertSeverity, readonly Tone[]> = {
  critical: beeps([880, 660, 880, 660], 120),
  major: beeps([660, 660], 140),
  minor: beeps([520], 160),
  info: beeps([440], 90),
}

const pausesMs = [15_000, 30_000, 60_000, 120_000, 300_000]

/** How long to wait after the tone was played `times`: longer each time, and never for ever. */
export function pauseAfterMs(times: number): number {
  return pausesMs[Math.min(Math.max(times, 1), pausesMs.length) - 1] ?? 300_000
}

/** Whether it is worse than before: then it sounds at once and the pauses begin anew. */
export type Heard = { count: number; worst: AlertSeverity | null }
export function isWorse(before: Heard, now: Heard): boolean {
  if (now.worst === null) return false
  return now.count > before.count || now.worst !== before.worst
}
