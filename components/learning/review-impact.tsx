import { Card } from '#components/incidents/card.tsx'
import { formatCount } from '#components/ui/format-count.ts'
import type { IncidentImpact } from '#lib/incidents/contract.ts'
import { impactDefinitions } from '#lib/incidents/learning/prompts.ts'

const keys = ['impactMinutes', 'sessions', 'participants', 'painMinutes', 'joinFailures'] as const

/** What it cost, each number beside what it means. */
export function ReviewImpact({ impact }: { impact: IncidentImpact | null }) {
  return (
    <Card title="Impact in numbers">
      {impact === null ? (
        <p className="text-text-2">Not counted.</p>
      ) : (
        <dl className="flex flex-col gap-2">
          {keys.map((key) => (
            <div className="flex items-baseline gap-3" key={key}>
              <dd className="w-16 shrink-0 text-right font-semibold tabular-nums">
                {formatCount(Math.round(impact[key]))}
              </dd>
              <dt className="min-w-0 text-xs text-text-2">{impactDefinitions[key]}</dt>
            </div>
          ))}
          <div className="flex items-baseline gap-3">
            <dd className="w-16 shrink-0 text-right font-semibold tabular-nums">
              {impact.share === null ? '–' : `${Math.round(impact.share * 100)}\u2009%`}
            </dd>
            <dt className="min-w-0 text-xs text-text-2">{impactDefinitions.share}</dt>
          </div>
        </dl>
      )}
    </Card>
  )
}
