/** A stretch of time in which something held. Half open: `from` belongs to it, `to` does not. */
export type Segment<K extends string> = { from: number; to: number; kind: K }
/** From `at` on this holds; null = nothing to show. */
export type Change<K extends string> = { at: number; kind: K | null }

/** Turns changes in time order into stretches up to `end`; equal neighbours become one. */
export function segmentsOf<K extends string>(changes: readonly Change<K>[], end: number): Segment<K>[] {
  const segments: Segment<K>[] = []
  changes.forEach((change, i) => {
    const to = Math.min(changes[i + 1]?.at ?? end, end)
    if (change.kind !== null && to > change.at) push(segments, { from: change.at, to, kind: change.kind })
  })
  return segments
}

/** Keeps only what lies inside one of the windows. */
export function clip<K extends string>(
  segments: readonly Segment<K>[],
  windows: readonly { from: number; to: number }[],
): Segment<K>[] {
  return segments.flatMap((segment) =>
    windows
      .map((window) => ({
        from: Math.max(segment.from, window.from),
        to: Math.min(segment.to, window.to),
        kind: segment.kind,
      }))
      .filter((part) => part.to > part.from),
  )
}

/** The parts of `[from, to)` that no segment covers. Segments are in time order and do not overlap. */
export function uncovered(
  segments: readonly { from: number; to: number }[],
  from: number,
  to: number,
): { from: number; to: number }[] {
  const holes: { from: number; to: number }[] = []
  let at = from
  for (const segment of segments) {
    if (segment.from > at) holes.push({ from: at, to: Math.min(segment.from, to) })
    at = Math.max(at, segment.to)
  }
  if (at < to) holes.push({ from: at, to })
  return holes.filter((hole) => hole.to > hole.from)
}

/** Paints `over` across `base` where base has one of the kinds; the rest of base stays. */
export function paintOver<K extends string>(
  base: readonly Segment<K>[],
  over: readonly { from: number; to: number }[],
  kind: K,
  onlyOn: K,
): Segment<K>[] {
  const painted = base.flatMap((segment): Segment<K>[] => {
    if (segment.kind !== onlyOn) return [segment]
    const covered = clip(
      over.map((window) => ({ ...window, kind })),
      [segment],
    )
    const rest = uncovered(covered, segment.from, segment.to).map((hole) => ({ ...hole, kind: onlyOn }))
    return [...covered, ...rest].sort((a, b) => a.from - b.from)
  })
  return merged(painted)
}

/** Neighbours of one kind that touch become one. */
export function merged<K extends string>(segments: readonly Segment<K>[]): Segment<K>[] {
  const result: Segment<K>[] = []
  for (const segment of segments) push(result, segment)
  return result
}

function push<K extends string>(segments: Segment<K>[], next: Segment<K>) {
  const last = segments.at(-1)
  if (last && last.kind === next.kind && last.to >= next.from) last.to = Math.max(last.to, next.to)
  else segments.push({ ...next })
}
