import { type AlertMetricName, alertMetrics } from './metrics.ts'

/** Figures of rules in words: the same in a rule's sentence, in an alert's title and in messages. */
const plain = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2, useGrouping: true })
const short = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

/** "32 %", "0.4 %", "3.2", "12 people" */
export function metricText(metric: AlertMetricName, value: number | null): string {
  if (value === null) return 'unknown'
  const { unit } = alertMetrics[metric]
  if (unit === 'ratio') return percentText(value)
  if (unit === 'per-minute') return `${plain.format(value)} a minute`
  if (unit === 'people' && value === 1) return '1 person'
  if (unit === 'calls' && value === 1) return '1 call'
  return unit === 'score' ? short.format(value) : `${short.format(value)} ${unit}`
}

/** One digit after the point below ten per cent, none above. */
export function percentText(ratio: number): string {
  const percent = ratio * 100
  if (percent === 0) return '0 %'
  if (Math.abs(percent) < 10 || Math.abs(percent) > 99)
    return `${plain.format(Number(percent.toPrecision(3)))} %`
  return `${short.format(percent)} %`
}

const spans = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const

/** "90 s", "2 min", "1 h 30 min" */
export function spanText(ms: number): string {
  if (ms < 1_000) return ms <= 0 ? '0 s' : `${ms} ms`
  const said: string[] = []
  let left = ms
  for (const [unit, size] of spans) {
    const count = Math.floor(left / size)
    left -= count * size
    if (count > 0) said.push(`${count} ${unit}`)
    if (said.length === 2) break
  }
  return said.join(' ')
}

/** "1 call", "3 calls" */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${plain.format(count)} ${count === 1 ? one : many}`
