import { clsx } from 'clsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import { QuietGlyph, StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { FleetAttribution } from '#lib/diagnosis/fleet/contract.ts'
import { percent } from '#lib/diagnosis/fleet/sentence.ts'
import { CauseEvidence } from './cause-evidence.tsx'
import { CompareTable } from './compare-table.tsx'
import { touchWords } from './fleet-words.ts'

/** The verdict, what it rests on, and how it was reached: each cause in turn, without the people of those before. */
export function FleetAnswer({
  answer,
  isOld,
  onAgain,
}: {
  answer: FleetAttribution
  isOld: boolean
  onAgain: () => void
}) {
  const { from, to, n, bad, calls, customers, steps, tested, tooFew, isCut } = answer
  return (
    <div className={clsx('flex flex-col gap-4', isOld && 'stale')}>
      <section aria-label="Verdict" className="rounded-lg border border-border-strong bg-surface p-4">
        <div className="flex gap-3">
          <VerdictGlyph answer={answer} />
          <div className="min-w-0 flex-1">
            <p className="text-base font-medium" role="status">
              {answer.verdict}
            </p>
            <p className="mt-1 text-xs text-text-3">
              <AbsoluteTime at={from} show="moment" /> to <AbsoluteTime at={to} show="moment" /> · {n} people
              in {calls} {calls === 1 ? 'call' : 'calls'} of {customers}{' '}
              {customers === 1 ? 'customer' : 'customers'}
              {n > 0 && ` · ${bad} bad (${percent(bad / n)})`}
            </p>
            {isCut && (
              <p className="mt-1 text-xs text-text-2">
                There were more people than are read at once: these are some of them. Ask about a shorter
                time.
              </p>
            )}
          </div>
          <Button onClick={onAgain}>Ask again</Button>
        </div>
      </section>
      {steps.map(({ cause, left, tested: then }, i) => (
        <section
          aria-label={`Step ${i + 1}`}
          className="rounded-lg border border-border bg-surface p-4"
          key={cause.label}
        >
          <h2 className="text-sm font-semibold">
            {i + 1}. {cause.title}
          </h2>
          <p className="mb-3 text-ui text-text-2">It touches {touchWords(cause)}.</p>
          <CauseEvidence
            cause={{ ...cause, rivals: then.filter(({ label }) => label !== cause.label).slice(0, 12) }}
          />
          <p className="mt-3 text-xs text-text-3">
            Its people are taken out; of {left.n} others {left.bad} are bad
            {left.n > 0 && ` (${percent(left.bad / left.n)})`}.
          </p>
        </section>
      ))}
      {steps.length === 0 && tested.length > 0 && (
        <section aria-label="What was compared" className="rounded-lg border border-border bg-surface p-4">
          <h2 className="mb-2 text-sm font-semibold">What was compared</h2>
          <CompareTable caption="What was compared" rows={tested} />
        </section>
      )}
      {tooFew && n > 0 && (
        <p className="text-ui text-text-2">
          With so few people every difference may be chance. Ask about a longer time, or look at the calls one
          by one.
        </p>
      )}
    </div>
  )
}

function VerdictGlyph({ answer: { n, bad, tooFew, platform, steps } }: { answer: FleetAttribution }) {
  if (n === 0) return <QuietGlyph />
  if (tooFew) return <StatusGlyph size={20} token="unk" />
  if (platform) return <StatusGlyph size={20} token="crit" />
  if (steps.length > 0) return <StatusGlyph size={20} token="major" />
  return <StatusGlyph size={20} token={bad === 0 ? 'ok' : 'minor'} />
}
