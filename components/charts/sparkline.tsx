import { clsx } from 'clsx'
import { sparklinePath } from './sparkline-path.ts'

/** A trend as one SVG path; nulls are gaps. `label` says in words what the line shows. */
export function Sparkline({
  values,
  range = [1, 4.5],
  width = 120,
  height = 28,
  label,
  className,
}: {
  values: readonly (number | null)[]
  range?: readonly [number, number]
  width?: number
  height?: number
  label: string
  className?: string
}) {
  return (
    <svg
      aria-label={label}
      className={clsx('block overflow-visible', className)}
      height={height}
      preserveAspectRatio="none"
      role="img"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
    >
      <path
        className="fill-none stroke-text-2"
        d={sparklinePath(values, width, height, range)}
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}
