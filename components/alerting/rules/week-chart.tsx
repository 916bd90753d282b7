import { formatClockOrMoment } from '#components/time/format-time.ts'
import type { RulePreview, RuleSpec } from '#lib/alerting/rules/contract.ts'
import { limitsOf, shownSpan, valueText, weekSentence } from './preview-words.ts'
import { linePath, scaleOf, xOf, yOf } from './week-path.ts'

type Week = NonNullable<RulePreview['week']>

/** The last week of the worst instance: its line, the limits, and when the rule would have fired. */
export function WeekChart({ week, spec, zone }: { week: Week; spec: RuleSpec; zone: string }) {
  const limits = limitsOf(spec)
  const scale = scaleOf(
    week.series,
    limits.map(({ value }) => value),
  )
  const box = { ...shownSpan(week), ...scale }
  return (
    <figure className="flex flex-col gap-1">
      <div className="relative h-28">
        <svg
          aria-label={`The last days: ${weekSentence(week)}`}
          className="h-full w-full overflow-visible"
          preserveAspectRatio="none"
          role="img"
          viewBox="0 0 1000 100"
        >
          {week.episodes.map(({ from, to, labels }) => {
            const x = Math.max(0, xOf(from, box))
            return (
              <rect
                className="fill-crit-soft stroke-crit"
                height="100"
                key={`${from} ${JSON.stringify(labels)}`}
                strokeWidth="1"
                vectorEffect="non-scaling-stroke"
                width={Math.max(2, xOf(to ?? week.to, box) - x)}
                x={x}
                y="0"
              >
                <title>{`${formatClockOrMoment(from, week.to, zone)} – ${to === null ? 'still' : formatClockOrMoment(to, week.to, zone)}`}</title>
              </rect>
            )
          })}
          {limits.map(({ value, word }) => (
            <line
              className="stroke-text-3"
              key={word}
              strokeDasharray={word === 'fires' ? '6 4' : '2 4'}
              vectorEffect="non-scaling-stroke"
              x1="0"
              x2="1000"
              y1={yOf(value, box)}
              y2={yOf(value, box)}
            />
          ))}
          <path
            className="fill-none stroke-s1"
            d={linePath(week.series, box)}
            strokeLinejoin="round"
            strokeWidth="1.5"
            vectorEffect="non-scaling-stroke"
          />
          <line
            className="stroke-border"
            vectorEffect="non-scaling-stroke"
            x1="0"
            x2="1000"
            y1="100"
            y2="100"
          />
        </svg>
        {limits.map(({ value, word }) => (
          <span
            className="pointer-events-none absolute right-0 -translate-y-full bg-surface/80 px-1 text-2xs text-text-2 tabular-nums"
            key={word}
            style={{ top: `${yOf(value, box)}%` }}
          >
            {word} at {valueText(spec, value)}
          </span>
        ))}
      </div>
      <figcaption className="flex justify-between text-2xs text-text-3 tabular-nums">
        <span>{formatClockOrMoment(box.from, week.to, zone)}</span>
        <span>now</span>
      </figcaption>
    </figure>
  )
}
