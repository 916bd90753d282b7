import { clsx } from 'clsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { QuietGlyph, StatusGlyph, statusText } from '#components/ui/status-glyph.tsx'
import type { StatusApp } from '#lib/status-pages/contract.ts'
import { componentLook, countOrDash, goodShareText, joinFailuresText } from './status-words.ts'
import { Trend } from './trend.tsx'

/** One service of the customer: its state in words first, the numbers behind it second. */
export function StatusAppCard({ app }: { app: StatusApp }) {
  const { token, word } = componentLook[app.state]
  return (
    <li
      className={clsx(
        'drains rounded-lg border bg-surface p-4 md:p-5',
        token === 'unk' ? 'border-dashed border-border-strong' : 'border-border',
      )}
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h3 className="text-base font-semibold">{app.name}</h3>
        <p
          className={clsx(
            'inline-flex items-center gap-1.5 font-medium',
            token ? statusText[token] : 'text-text-2',
          )}
        >
          {token ? <StatusGlyph token={token} /> : <QuietGlyph />}
          {word}
          {app.since !== null && (
            <span className="text-xs font-normal text-text-2">
              since <AbsoluteTime at={app.since} show="short" />
            </span>
          )}
        </p>
      </div>
      <dl className="mt-4 grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
        <Fact label="Calls now" value={countOrDash(app.sessions)} />
        <Fact label="People in calls" value={countOrDash(app.participants)} />
        <Fact label="Good quality, 15 min" value={goodShareText(app.goodShare)} />
        <Fact label="Failed joins, 15 min" value={joinFailuresText(app)} />
      </dl>
      <div className="mt-4">
        <Trend trend={app.trend} />
      </div>
    </li>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="text-xs text-text-2">{label}</dt>
      <dd className="mt-0.5 text-base font-medium">{value}</dd>
    </div>
  )
}
