export type Place = { readonly row: number; readonly day: number }

/** Where a key leads among rows of days; null = it is not one of ours. */
export function moved(
  key: string,
  { row, day }: Place,
  { rows, days }: { rows: number; days: number },
): Place | null {
  const to: Record<string, Place> = {
    ArrowLeft: { row, day: day - 1 },
    ArrowRight: { row, day: day + 1 },
    ArrowUp: { row: row - 1, day },
    ArrowDown: { row: row + 1, day },
    Home: { row, day: 0 },
    End: { row, day: days - 1 },
  }
  const place = to[key]
  if (!place) return null
  return {
    row: Math.min(rows - 1, Math.max(0, place.row)),
    day: Math.min(days - 1, Math.max(0, place.day)),
  }
}
