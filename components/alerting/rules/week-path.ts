export type Series = readonly (readonly [at: number, value: number | null])[]
export type Box = { readonly from: number; readonly to: number; readonly low: number; readonly high: number }

/** The lowest and highest of what is drawn, limits included; never a line of no height. */
export function scaleOf(series: Series, limits: readonly number[]): { low: number; high: number } {
  const values = [...series.flatMap(([, value]) => (value === null ? [] : [value])), ...limits]
  if (values.length === 0) return { low: 0, high: 1 }
  const [low, high] = [Math.min(0, ...values), Math.max(...values)]
  return high > low ? { low, high: high + (high - low) * 0.08 } : { low, high: low + 1 }
}

/** The line in a box of 1000 × 100; where nothing is known there is no line. */
export function linePath(series: Series, box: Box): string {
  let isOpen = false
  const steps = series.map(([at, value]) => {
    if (value === null) {
      isOpen = false
      return ''
    }
    const step = `${isOpen ? 'L' : 'M'}${xOf(at, box)} ${yOf(value, box)}`
    // a single point is a short line, so that it can be seen
    const dot = isOpen ? '' : 'h0.01'
    isOpen = true
    return step + dot
  })
  return steps.join('')
}

export const xOf = (at: number, { from, to }: Box): number => round(((at - from) / (to - from)) * 1000)
export const yOf = (value: number, { low, high }: Box): number =>
  round(100 - ((value - low) / (high - low)) * 100)
const round = (n: number) => Math.round(n * 100) / 100
