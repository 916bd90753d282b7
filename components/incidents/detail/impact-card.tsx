import { AbsoluteTime, Ago } from '#components/time/time.tsx'
import { formatCount } from '#components/ui/format-count.ts'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import { Card } from '../card.tsx'

/** What it cost, counted from the calls themselves, and how old the count is. Unknown is not zero. */
export function ImpactCard({ incident: { impact, impactAt } }: { incident: IncidentView }) {
  if (impact === null)
    return (
      <Card title="Impact">
        <p className="text-text-2">
          Not counted yet. It is counted from the calls of its apps and regions, from when the impact started
          until it ended.
        </p>
      </Card>
    )
  return (
    <Card title="Impact">
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3">
        <Figure label="min with impact" value={whole(impact.impactMinutes)} />
        <Figure
          label={impact.participants === 1 ? 'person' : 'people'}
          note={`in ${whole(impact.sessions)} ${impact.sessions === 1 ? 'call' : 'calls'}`}
          value={formatCount(impact.participants)}
        />
        <Figure
          label="min of pain"
          note={`${whole(impact.poorMinutes)} poor, ${whole(impact.badMinutes)} bad; poor counts half`}
          value={whole(impact.painMinutes)}
        />
        <Figure
          label="of the customer’s people"
          note={impact.share === null ? 'nobody was in a call' : 'in calls over the same time'}
          value={impact.share === null ? '–' : `${Math.round(impact.share * 100)}\u2009%`}
        />
        <Figure label="could not join" value={formatCount(impact.joinFailures)} />
      </dl>
      <p className="mt-3 text-xs text-text-3">
        <AbsoluteTime at={impact.from} show="short" /> – <AbsoluteTime at={impact.to} show="short" />
        {impactAt !== null && (
          <>
            {' '}
            · counted <Ago at={impactAt} />
          </>
        )}
      </p>
    </Card>
  )
}

const whole = (value: number) => (value > 0 && value < 10 ? value.toFixed(1) : formatCount(Math.round(value)))

function Figure({ value, label, note }: { value: string; label: string; note?: string }) {
  return (
    <div className="flex min-w-0 flex-col-reverse justify-end">
      <dt className="text-xs text-text-2">
        {label}
        {note !== undefined && <span className="block text-2xs text-text-3">{note}</span>}
      </dt>
      <dd className="text-title font-semibold">{value}</dd>
    </div>
  )
}
