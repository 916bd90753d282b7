'use client'

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { BandCounts } from './minute-bands.ts'
import { tickLabel } from './time-ticks.ts'

const bands = [
  { key: 'good', word: 'Good', fill: 'var(--ok)' },
  { key: 'fair', word: 'Fair', fill: 'var(--minor)' },
  { key: 'poor', word: 'Poor', fill: 'var(--major)' },
  { key: 'bad', word: 'Bad', fill: 'var(--crit)' },
  { key: 'unknown', word: 'No data', fill: 'url(#band-bars-unknown)' },
] as const

/** Participants by band over time, stacked worst on top. For reports and ended calls: it is not made to tick. */
export function BandBars({
  data,
  bucketMs,
  people,
  zone,
  label,
  height = 132,
}: {
  data: BandCounts[]
  bucketMs: number
  people: number
  zone: string
  label: string
  height?: number
}) {
  return (
    <div aria-label={label} role="img" style={{ height }}>
      <ResponsiveContainer height={height} width="100%">
        <BarChart
          accessibilityLayer={false}
          barCategoryGap={1}
          data={data}
          margin={{ top: 6, right: 8, bottom: 0, left: 0 }}
        >
          <defs>
            <pattern
              height="6"
              id="band-bars-unknown"
              patternTransform="rotate(45)"
              patternUnits="userSpaceOnUse"
              width="6"
            >
              <rect fill="var(--unk-soft)" height="6" width="6" />
              <rect fill="var(--unk)" height="6" width="1.5" />
            </pattern>
          </defs>
          <CartesianGrid stroke="var(--border)" vertical={false} />
          <XAxis
            axisLine={false}
            dataKey="at"
            interval="preserveStartEnd"
            minTickGap={48}
            tick={{ fill: 'var(--text-3)', fontSize: 10 }}
            tickFormatter={(at: number) => tickLabel(at, 60_000, zone)}
            tickLine={false}
          />
          <YAxis
            allowDecimals={false}
            axisLine={false}
            domain={[0, Math.max(people, 1)]}
            tick={{ fill: 'var(--text-3)', fontSize: 10 }}
            tickCount={3}
            tickLine={false}
            width={28}
          />
          <Tooltip
            contentStyle={{
              background: 'var(--surface)',
              border: '1px solid var(--border)',
              borderRadius: 6,
              fontSize: 12,
            }}
            cursor={{ fill: 'var(--raised)' }}
            isAnimationActive={false}
            itemStyle={{ color: 'var(--text)', padding: 0 }}
            labelFormatter={(at) => tickLabel(Number(at), bucketMs, zone)}
          />
          {bands.map(({ key, word, fill }) => (
            <Bar
              dataKey={key}
              fill={fill}
              isAnimationActive={false}
              key={key}
              name={word}
              stackId="people"
              stroke={key === 'fair' ? 'var(--minor-fg)' : 'none'}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}
