import { useId } from 'react'
import { gapRuns, sparkPath, trendText } from '#components/ui/spark-path.ts'

const height = 40

/** The last hour of one service. Minutes nobody was heard from are hatched. */
export function Trend({ trend }: { trend: readonly (number | null)[] }) {
  const text = trendText(trend)
  if (trend.every((score) => score === null)) return <p className="text-xs text-text-3">{text}</p>
  return (
    <figure>
      <svg aria-label={text} className="block h-10 w-full border-b border-border" role="img">
        <title>{text}</title>
        <Gaps trend={trend} />
        <Line trend={trend} />
      </svg>
      <figcaption className="mt-1 flex justify-between text-2xs text-text-3">
        <span>60 min ago</span>
        <span>call quality, minute by minute</span>
        <span>now</span>
      </figcaption>
    </figure>
  )
}

/** In the page's own pixels, so that the hatching keeps its angle at every width. */
function Gaps({ trend }: { trend: readonly (number | null)[] }) {
  const hatch = useId()
  const minute = 100 / Math.max(1, trend.length - 1)
  return (
    <>
      <pattern height="6" id={hatch} patternTransform="rotate(45)" patternUnits="userSpaceOnUse" width="6">
        <rect className="fill-unk" fillOpacity="0.35" height="6" width="1.5" />
      </pattern>
      {gapRuns(trend).map(({ from, to }) => {
        const start = Math.max(0, (from - 1) * minute)
        return (
          <rect
            fill={`url(#${hatch})`}
            height="100%"
            key={from}
            width={`${Math.min(100, (to + 1) * minute) - start}%`}
            x={`${start}%`}
          />
        )
      })}
    </>
  )
}

/** Stretched to the width of the page; the stroke keeps its weight. */
function Line({ trend }: { trend: readonly (number | null)[] }) {
  const width = Math.max(1, trend.length - 1)
  return (
    <svg
      aria-hidden="true"
      height="100%"
      preserveAspectRatio="none"
      viewBox={`0 0 ${width} ${height}`}
      width="100%"
    >
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
  )
}
