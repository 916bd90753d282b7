/** Milliseconds. Null = one of the two is unknown or they are in the wrong order: no duration, and never a zero. */
export function durationMs(from: Date | null, to: Date | null): number | null {
  if (from === null || to === null) return null
  const ms = to.getTime() - from.getTime()
  return ms < 0 ? null : ms
}
