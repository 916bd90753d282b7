import { memo } from 'react'
import { sparkPath, trendText } from '#components/ui/spark-path.ts'

const width = 96
const height = 24
const inset = 2

/** Sixty minutes of scores as one path. Ink, not status colour: the glyph beside it says how things are. */
export const Sparkline = memo(function Sparkline({ trend }: { trend: readonly (number | null)[] }) {
  const text = trendText(trend)
  const path = sparkPath(trend, width - 2 * inset, height - 2 * inset)
  return (
    <svg
      aria-label={text}
      className="block"
      height={height}
      role="img"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
    >
      <title>{text}</title>
      <path className="stroke-border" d={`M${inset} ${height - 0.5}H${width - inset}`} />
      <path
        className="fill-none stroke-text-2"
        d={path}
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeWidth="1.5"
        transform={`translate(${inset} ${inset})`}
      />
    </svg>
  )
})
