import type uPlot from 'uplot'
import { chartColours, type MarkTone } from './chart-colours.ts'
import type { Stretch } from './gaps.ts'

export type Threshold = { value: number; label: string }
export const chartFontSize = 10

const font = (size: number) =>
  `${size * devicePixelRatio}px "Inter Variable", ui-sans-serif, system-ui, sans-serif`

/** A stretch that somebody should look at; `to` null = it goes on. */
export type Mark = { from: number; to: number | null; severity: MarkTone }

/** Shades marked stretches lightly under the lines, with a bar in their tone along the top and a tick at the start. */
export function drawMarks(u: uPlot, marks: readonly Mark[]) {
  const { ctx, bbox } = u
  const right = bbox.left + bbox.width
  ctx.save()
  for (const mark of marks) {
    const start = Math.max(u.valToPos(mark.from, 'x', true), bbox.left)
    const end = mark.to === null ? right : Math.min(u.valToPos(mark.to, 'x', true), right)
    if (end < bbox.left || start > right) continue
    const width = Math.max(end - start, 2 * devicePixelRatio)
    ctx.fillStyle = chartColours().tones[mark.severity]
    ctx.globalAlpha = 0.09
    ctx.fillRect(start, bbox.top, width, bbox.height)
    ctx.globalAlpha = 1
    ctx.fillRect(start, bbox.top, width, 3 * devicePixelRatio)
    ctx.fillRect(start, bbox.top, devicePixelRatio, 9 * devicePixelRatio)
  }
  ctx.restore()
}

/** Hatches where nothing is known, so that silence never looks like calm. */
export function drawGaps(u: uPlot, gaps: readonly Stretch[]) {
  const { ctx, bbox } = u
  for (const gap of gaps) {
    const left = Math.max(u.valToPos(gap.from, 'x', true), bbox.left)
    const right = Math.min(u.valToPos(gap.to, 'x', true), bbox.left + bbox.width)
    if (right - left < 2) continue
    ctx.save()
    ctx.beginPath()
    ctx.rect(left, bbox.top, right - left, bbox.height)
    ctx.clip()
    ctx.fillStyle = hatchPattern(ctx)
    ctx.fillRect(left, bbox.top, right - left, bbox.height)
    ctx.restore()
  }
}

let hatch: { colour: string; pattern: CanvasPattern | string } | null = null
function hatchPattern(ctx: CanvasRenderingContext2D): CanvasPattern | string {
  const colour = chartColours().hatch
  if (hatch?.colour === colour) return hatch.pattern
  const side = Math.round(7 * devicePixelRatio)
  const tile = document.createElement('canvas')
  tile.width = side
  tile.height = side
  const pen = tile.getContext('2d')
  if (pen) {
    pen.strokeStyle = colour
    pen.lineWidth = devicePixelRatio
    pen.beginPath()
    for (const shift of [-side, 0, side]) {
      pen.moveTo(shift, side)
      pen.lineTo(shift + side, 0)
    }
    pen.stroke()
  }
  hatch = { colour, pattern: ctx.createPattern(tile, 'repeat') ?? 'transparent' }
  return hatch.pattern
}

/** Lines at which a value begins to matter, each named at its left end. */
export function drawThresholds(u: uPlot, thresholds: readonly Threshold[]) {
  const { ctx, bbox } = u
  const colours = chartColours()
  ctx.save()
  ctx.font = font(chartFontSize - 1)
  ctx.textBaseline = 'bottom'
  ctx.textAlign = 'left'
  ctx.lineWidth = devicePixelRatio
  for (const { value, label } of thresholds) {
    const y = Math.round(u.valToPos(value, 'y', true)) + 0.5
    if (y < bbox.top || y > bbox.top + bbox.height) continue
    ctx.strokeStyle = colours.text3
    ctx.globalAlpha = 0.55
    ctx.setLineDash([1 * devicePixelRatio, 3 * devicePixelRatio])
    ctx.beginPath()
    ctx.moveTo(bbox.left, y)
    ctx.lineTo(bbox.left + bbox.width, y)
    ctx.stroke()
    ctx.globalAlpha = 1
    if (label === '') continue
    ctx.fillStyle = colours.text3
    // At the very top there is only room below the line.
    const below = y - chartFontSize * devicePixelRatio < bbox.top
    ctx.textBaseline = below ? 'top' : 'bottom'
    ctx.fillText(label, bbox.left + 3 * devicePixelRatio, y + (below ? 2 : -1) * devicePixelRatio)
  }
  ctx.restore()
}

/** Names each line at its last value, so that nobody has to match a legend. The first label is the last series. */
export function drawEndLabels(u: uPlot, labels: readonly string[]) {
  const { ctx, bbox } = u
  const colours = chartColours()
  const height = chartFontSize * 1.15 * devicePixelRatio
  const ends = labels
    .flatMap((label, i) => {
      const value = lastValue(u, labels.length - i)
      if (value === null) return []
      return [{ label, y: u.valToPos(value, 'y', true), colour: colours.series[i] ?? colours.text }]
    })
    .sort((a, b) => a.y - b.y)
  ctx.save()
  ctx.font = font(chartFontSize)
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  spread(ends, bbox.top + height / 2, bbox.top + bbox.height - height / 2, height)
  for (const end of ends) {
    ctx.fillStyle = end.colour
    ctx.fillText(end.label, bbox.left + bbox.width + 5 * devicePixelRatio, end.y)
  }
  ctx.restore()
}

/** Pushes labels apart until none covers another. They come sorted from top to bottom. */
export function spread(ends: { y: number }[], top: number, bottom: number, height: number) {
  let floor = top
  for (const end of ends) {
    end.y = Math.max(end.y, floor)
    floor = end.y + height
  }
  let ceiling = bottom
  for (const end of ends.toReversed()) {
    end.y = Math.min(end.y, ceiling)
    ceiling = end.y - height
  }
}

function lastValue(u: uPlot, series: number): number | null {
  const [first, last] = u.series[0]?.idxs ?? [0, 0]
  const column = u.data[series]
  for (let i = last; column && i >= first; i--) {
    const value = column[i]
    if (value !== null && value !== undefined) return value
  }
  return null
}
