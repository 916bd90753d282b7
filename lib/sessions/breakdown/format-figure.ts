import type { KpiUnit } from './kpi-definitions.ts'

const thin = '\u2009'

/** "96.4 %", "2.4 s", "3.9": as many digits as mean something. */
export function formatFigure(value: number, unit: KpiUnit): string {
  switch (unit) {
    case 'share':
      return formatShare(value)
    case 'duration':
      return value < 1_000 ? `${Math.round(value)}${thin}ms` : `${(value / 1_000).toFixed(1)}${thin}s`
    case 'count':
      return Math.round(value).toLocaleString('en-GB')
    case 'rate':
      return `${value.toFixed(2)} per hour`
    case 'score':
    case 'stars':
      return value.toFixed(2)
  }
}

/** Near the ends a share keeps the digits that tell 99.9 % from all. */
export function formatShare(ratio: number): string {
  const percent = ratio * 100
  const digits = percent > 0 && percent < 100 && (percent < 10 || percent > 90) ? 1 : 0
  const text = percent.toFixed(digits)
  const rounded = Number(text)
  if (percent > 0 && rounded === 0) return `<${thin}0.1${thin}%`
  if (percent < 100 && rounded === 100) return `>${thin}99.9${thin}%`
  return `${text.replace(/\.0$/, '')}${thin}%`
}
