'use client'

import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { tickLabel } from './time-ticks.ts'

export type ThresholdPoint = { at: number; value: number | null; threshold: number | null }

/** One line with the line it must not cross, and the time in which it did. Missing points are gaps. */
export function ThresholdChart({
  points,
  episode,
  format,
  label,
  zone,
  height = 168,
}: {
  points: ThresholdPoint[]
  /** `to` null = it goes on */
  episode: { from: number; to: number | null }
  format: (value: number) => string
  label: string
  zone: string
  height?: number
}) {
  const steady = steadyThreshold(points)
  const last = points.at(-1)?.at ?? episode.from
  const first = points[0]?.at ?? episode.from
  return (
    <div aria-label={label} role="img" style={{ height }}>
      <ResponsiveContainer height={height} width="100%">
        <LineChart accessibilityLayer={false} data={points} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
          <CartesianGrid stroke="var(--border)" vertical={false} />
          <ReferenceArea
            fill="var(--text)"
            fillOpacity={0.07}
            ifOverflow="hidden"
            x1={Math.max(episode.from, first)}
            x2={Math.min(episode.to ?? last, last)}
          />
          <XAxis
            axisLine={false}
            dataKey="at"
            domain={['dataMin', 'dataMax']}
            minTickGap={48}
            tick={{ fill: 'var(--text-3)', fontSize: 10 }}
            tickFormatter={(at: number) => tickLabel(at, 60_000, zone)}
            tickLine={false}
            type="number"
          />
          <YAxis
            axisLine={false}
            domain={[0, (most: number) => Math.max(most, steady ?? 0) * 1.15 || 1]}
            tick={{ fill: 'var(--text-3)', fontSize: 10 }}
            tickCount={4}
            tickFormatter={format}
            tickLine={false}
            width={52}
          />
          <Tooltip
            contentStyle={{
              background: 'var(--surface)',
              border: '1px solid var(--border)',
              borderRadius: 6,
              fontSize: 12,
            }}
            formatter={(value) => (typeof value === 'number' ? format(value) : '')}
            isAnimationActive={false}
            itemStyle={{ color: 'var(--text)', padding: 0 }}
            labelFormatter={(at) => tickLabel(Number(at), 1_000, zone)}
          />
          {steady === null ? (
            <Line
              connectNulls={false}
              dataKey="threshold"
              dot={false}
              isAnimationActive={false}
              name="threshold"
              stroke="var(--text-2)"
              strokeDasharray="2 3"
              type="linear"
            />
          ) : (
            <ReferenceLine
              label={{
                value: `threshold ${format(steady)}`,
                position: 'insideBottomLeft',
                fill: 'var(--text-2)',
                fontSize: 10,
              }}
              stroke="var(--text-2)"
              strokeDasharray="2 3"
              y={steady}
            />
          )}
          <Line
            connectNulls={false}
            dataKey="value"
            dot={false}
            isAnimationActive={false}
            name="measured"
            stroke="var(--s1)"
            strokeWidth={1.5}
            type="linear"
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  )
}

/** The one threshold of all points; null where it moves (a baseline) or is not known. */
function steadyThreshold(points: readonly ThresholdPoint[]): number | null {
  const lines = new Set(points.flatMap(({ threshold }) => (threshold === null ? [] : [threshold])))
  const [only] = lines
  return lines.size === 1 && only !== undefined ? only : null
}
