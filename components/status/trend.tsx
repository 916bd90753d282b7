import { useId } from 'react'
import { gapRuns, sparkPath, trendText } from '#components/ui/spark-path.ts'

const height = 40

/** The last hour of one service. Minutes nobody was heard from are hatched. */
export function Trend({ trend }: { trend: readonly (number | null)[] }) {
  const hatch = useId()
  const width = Math.max(1, trend.length - 1)
  const text = trendText(trend)
  return (
    <figure>
      <svg
        aria-label={text}
        className="block h-10 w-full border-b border-border"
        preserveAspectRatio="none"
        role="img"
        viewBox={`0 0 ${width} ${height}`}
      >
        <title>{text}</title>
        <pattern height="6" id={hatch} patternUnits="userSpaceOnUse" width="0.8">
          <rect className="fill-unk" fillOpacity="0.28" height="6" width="0.2" />
        </pattern>
        {gapRuns(trend).map(({ from, to }) => (
          <rect
            fill={`url(#${hatch})`}
            height={height}
            key={from}
            width={Math.max(1, to - from + 1)}
            x={Math.max(0, from - 0.5)}
          />
        ))}
        <path
          className="fill-none stroke-text-2"
          d={sparkPath(trend, width, height - 4)}
          strokeLinecap="round"
          strokeLinejoin="round"
          strokeWidth="1.5"
          transform="translate(0 2)"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <figcaption className="mt-1 flex justify-between text-2xs text-text-3">
        <span>60 min ago</span>
        <span>quality, minute by minute</span>
        <span>now</span>
      </figcaption>
    </figure>
  )
}
