/**
 * One SVG path through values oldest first, in a box of width × height; a null breaks the line.
 * A value alone between two nulls becomes a dot (a line of no length with a round cap).
 */
export function sparklinePath(
  values: readonly (number | null)[],
  width: number,
  height: number,
  [low, high]: readonly [number, number],
): string {
  const step = values.length > 1 ? width / (values.length - 1) : 0
  let path = ''
  let drawing = false
  values.forEach((value, i) => {
    if (value === null) {
      drawing = false
      return
    }
    const share = Math.min(Math.max((value - low) / (high - low), 0), 1)
    const x = round(i * step)
    const y = round(height - share * height)
    const alone = !drawing && (values[i + 1] ?? null) === null
    path += `${drawing ? 'L' : 'M'}${x} ${y}${alone ? 'h0' : ''}`
    drawing = true
  })
  return path
}

const round = (n: number) => Math.round(n * 10) / 10
