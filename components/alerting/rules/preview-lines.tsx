import { formatDuration } from '#components/time/format-time.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { QuietGlyph, StatusGlyph } from '#components/ui/status-glyph.tsx'
import { alertMetrics } from '#lib/alerting/metrics.ts'
import type { RulePreview, RuleSpec } from '#lib/alerting/rules/contract.ts'
import { instanceText, valueText } from './preview-words.ts'

/** One instance at this moment: its figure, of how much, and whether it would fire. */
export function NowLine({ one, spec }: { one: RulePreview['now'][number]; spec: RuleSpec }) {
  const of = 'metric' in spec.condition ? alertMetrics[spec.condition.metric].of : null
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 py-1.5">
      <bdi className="min-w-0 truncate">{instanceText(one.labels)}</bdi>
      <span className="flex items-center gap-3 tabular-nums">
        <span>
          {(one.value !== null || one.holds === null) && valueText(spec, one.value)}
          {one.traffic !== null && of && (
            <span className="text-text-3">
              {' '}
              of {Math.round(one.traffic)} {of}
            </span>
          )}
        </span>
        <Holds holds={one.holds} />
      </span>
    </li>
  )
}

function Holds({ holds }: { holds: boolean | null }) {
  if (holds === null)
    return (
      <span className="inline-flex items-center gap-1 text-unk-fg">
        <StatusGlyph size={14} token="unk" /> cannot tell
      </span>
    )
  return holds ? (
    <span className="inline-flex items-center gap-1 font-medium text-crit-fg">
      <StatusGlyph size={14} token="crit" /> would fire
    </span>
  ) : (
    <span className="inline-flex items-center gap-1 text-text-2">
      <QuietGlyph size={14} /> quiet
    </span>
  )
}

/** Each time it would have fired, newest first. */
export function Episodes({ week: { episodes, to } }: { week: NonNullable<RulePreview['week']> }) {
  if (episodes.length === 0) return null
  return (
    <details>
      <summary className="w-fit cursor-pointer text-text-2 hover:text-text">Each time</summary>
      <ol className="mt-1 flex max-h-40 flex-col gap-0.5 overflow-auto text-xs text-text-2 tabular-nums">
        {[...episodes]
          .sort((a, b) => b.from - a.from)
          .slice(0, 50)
          .map((one) => (
            <li key={`${one.from} ${JSON.stringify(one.labels)}`}>
              <AbsoluteTime at={one.from} show="short" /> for {formatDuration((one.to ?? to) - one.from)}
              {one.to === null && ', still'} · <bdi>{instanceText(one.labels)}</bdi>
            </li>
          ))}
      </ol>
    </details>
  )
}
