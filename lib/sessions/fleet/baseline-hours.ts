const hourMs = 3_600_000
const dayMs = 24 * hourMs
type Span = { from: Date; to: Date }

/** The hours a value is compared with: the same hour of the last four weeks, or all of the last seven days before the trouble. */
export function baselineHours(openedAt: number): { sameHour: Span[]; lastDays: Span[] } {
  const hour = Math.floor(openedAt / hourMs) * hourMs
  const span = (from: number, to: number) => ({ from: new Date(from), to: new Date(to) })
  return {
    sameHour: [1, 2, 3, 4].map((weeks) => span(hour - 7 * weeks * dayMs, hour - 7 * weeks * dayMs + hourMs)),
    lastDays: [span(openedAt - 7 * dayMs, openedAt)],
  }
}
