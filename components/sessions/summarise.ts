import { type Column, firstAfter, gapsOf } from '#components/charts/gaps.ts'
import { formatDuration } from '#components/time/format-time.ts'
import { type ChartSpec, formatValue, metricIndex } from './chart-specs.ts'
import type { ParticipantSeries } from './series-store.ts'

/** What a chart shows, in one sentence, for the stretch that is shown. */
export function summarise(spec: ChartSpec, series: ParticipantSeries, from: number, to: number): string {
  const columns = spec.lines.map((line) => series.columns[metricIndex[line.metric]] ?? [])
  const told = spec.lines.slice(0, spec.told)
  const parts = told.flatMap((line, i) => {
    const text = lineText(spec, columns[i] ?? [], series.at, from, to)
    return text === null ? [] : [told.length > 1 ? `${line.label} ${text}` : text]
  })
  if (parts.length === 0) return 'Nothing measured.'
  const missing = gapsOf(series.at, columns, series.silenceMs, from, to).reduce(
    (sum, gap) => sum + gap.to - gap.from,
    0,
  )
  const gap = missing >= 5_000 ? `; nothing measured for ${formatDuration(missing)}` : ''
  return `${sentence(parts.join('; '))}${gap}.`
}

function lineText(
  spec: ChartSpec,
  column: Column,
  at: readonly number[],
  from: number,
  to: number,
): string | null {
  const first = firstAfter(at, from)
  const values: number[] = []
  let beyondMs = 0
  const limit = spec.thresholds[spec.worse === 'lower' ? spec.thresholds.length - 1 : 0]
  for (let i = first; i < at.length && (at[i] ?? 0) <= to; i++) {
    const value = column[i]
    if (value === null || value === undefined) continue
    values.push(value)
    if (limit && isBeyond(spec, value, limit.value)) beyondMs += stepBefore(at, i)
  }
  if (values.length === 0) return null
  values.sort((a, b) => a - b)
  const range = rangeText(spec, values[0] ?? 0, values.at(-1) ?? 0, values[values.length >> 1] ?? 0)
  const side = spec.worse === 'lower' ? 'below' : 'above'
  return limit && beyondMs > 0
    ? `${range}, ${side} ${limitText(spec, limit.value)} for ${formatDuration(beyondMs)}`
    : range
}

function isBeyond(spec: ChartSpec, value: number, limit: number): boolean {
  if (spec.worse === 'neither') return false
  return spec.worse === 'lower' ? value < limit : value >= limit
}

function stepBefore(at: readonly number[], i: number): number {
  const t = at[i] ?? 0
  return Math.min(t - (at[i - 1] ?? t), 10_000)
}

function limitText(spec: ChartSpec, value: number): string {
  return formatValue(value, {
    unit: spec.unit,
    digits: Number.isInteger(value) && spec.unit !== 'MOS' ? 0 : 1,
  })
}

function rangeText(spec: ChartSpec, low: number, high: number, middle: number): string {
  if (formatValue(low, spec) === formatValue(high, spec)) return formatValue(low, spec)
  const bare = formatValue(low, { ...spec, unit: 'MOS' })
  return `${bare}–${formatValue(high, spec)}, mostly ${formatValue(middle, spec)}`
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
