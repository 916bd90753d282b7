/** Automatic reopenings of an episode in the last `flapping.windowMs`, and the newest of them. */
export type Reopenings = { recent: number; lastAt: Date | null }

/** So many reopenings within the window fold into one thread; quiet for as long, and it is over. */
export const flapping = { reopenings: 3, windowMs: 30 * 60_000 } as const

/** After one more reopening: since when it flaps, and whether it did so before (then this one is folded). */
export function flapAgain(
  since: Date | null,
  { recent, lastAt }: Reopenings,
  now: Date,
): { since: Date | null; begins: boolean; folded: boolean } {
  const before = since !== null && !isQuiet(lastAt ?? since, now) ? since : null
  if (before) return { since: before, begins: false, folded: true }
  const begins = recent + 1 >= flapping.reopenings
  return { since: begins ? now : null, begins, folded: false }
}

export function isQuiet(lastReopenedAt: Date, now: Date): boolean {
  return now.getTime() - lastReopenedAt.getTime() >= flapping.windowMs
}
