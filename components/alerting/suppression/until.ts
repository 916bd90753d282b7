/** Tomorrow at this hour of the viewer's own clock. */
export function tomorrowAt(now: number, hour: number): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1, hour).getTime()
}

const hour = 3_600_000

/** How long a silence usually lasts. */
export const untilPresets: readonly { word: string; endsAt: (now: number) => number }[] = [
  { word: '1 h', endsAt: (now) => now + hour },
  { word: '4 h', endsAt: (now) => now + 4 * hour },
  { word: 'Until tomorrow 08:00', endsAt: (now) => tomorrowAt(now, 8) },
  { word: '7 d', endsAt: (now) => now + 7 * 24 * hour },
]
