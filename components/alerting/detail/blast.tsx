import { Ago } from '#components/time/time.tsx'
import { formatCount } from '#components/ui/format-count.ts'
import type { AlertView } from '#lib/alerting/alerts/contract.ts'

/** How far it reaches, in big numbers, and how old they are. What nobody counted is not shown as zero. */
export function Blast({ alert: { blast, blastAt, state } }: { alert: AlertView }) {
  return (
    <section
      aria-label="How far it reaches"
      className="rounded-lg border border-border bg-surface p-3 sm:p-4"
    >
      {blast === null ? (
        <p className="text-ui text-text-2">How many people it hits is not known.</p>
      ) : (
        <>
          <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
            <Figure
              label={blast.participantsNow === 1 ? 'person now' : 'people now'}
              note={`in ${calls(blast.sessionsNow)}`}
              value={state === 'resolved' ? '–' : formatCount(blast.participantsNow)}
            />
            <Figure
              label={blast.participantsSoFar === 1 ? 'person so far' : 'people so far'}
              note={`in ${calls(blast.sessionsSoFar)}`}
              value={formatCount(blast.participantsSoFar)}
            />
            <Figure
              label="min of pain"
              note="poor minutes count half"
              value={
                blast.painMinutes < 10
                  ? blast.painMinutes.toFixed(1)
                  : formatCount(Math.round(blast.painMinutes))
              }
            />
            <Figure
              label="of the customer’s people"
              note={blast.share === null ? 'too few to tell' : 'in calls over the same time'}
              value={blast.share === null ? '–' : `${Math.round(blast.share * 100)}\u2009%`}
            />
          </dl>
          {blastAt !== null && (
            <p className="mt-3 text-xs text-text-3">
              counted <Ago at={blastAt} />
            </p>
          )}
        </>
      )}
    </section>
  )
}

const calls = (count: number) => `${formatCount(count)} ${count === 1 ? 'call' : 'calls'}`

function Figure({ value, label, note }: { value: string; label: string; note: string }) {
  return (
    <div className="flex min-w-0 flex-col-reverse justify-end">
      <dt className="text-xs text-text-2">
        {label}
        <span className="block text-2xs text-text-3">{note}</span>
      </dt>
      <dd className="text-kpi font-semibold">{value}</dd>
    </div>
  )
}
