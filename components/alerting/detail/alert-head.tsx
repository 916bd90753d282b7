import { clsx } from 'clsx'
import { sideWords } from '#components/sessions/findings/finding-words.ts'
import { AbsoluteTime, Ago } from '#components/time/time.tsx'
import { statusSoft } from '#components/ui/status-glyph.tsx'
import type { AlertView } from '#lib/alerting/alerts/contract.ts'
import { mutedText, repeatText, scopeText, severityLook } from '../alert-words.ts'
import { Owner } from '../inbox/alert-row.tsx'
import { SeverityMark } from '../severity-mark.tsx'
import { endedBecause } from '../timeline/event-text.ts'

/** For three in the morning: what, for whom, since when, why we think so, what to do. */
export function AlertHead({ alert }: { alert: AlertView }) {
  const { token } = severityLook[alert.severity]
  const { advice, because, side, runbookUrl } = alert.facts
  const calm = alert.state === 'resolved' || token === null
  return (
    <header
      className={clsx(
        'flex flex-col gap-2 rounded-lg border border-border-strong p-3 sm:p-4',
        calm ? 'bg-surface' : statusSoft[token],
      )}
    >
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ui">
        <SeverityMark severity={alert.severity} />
        <span className="font-medium">{stateWords[alert.state]}</span>
        <Owner alert={alert} />
        {alert.acknowledgedAt !== null && alert.state === 'acknowledged' && (
          <span className="text-text-2">
            acknowledged
            {alert.acknowledgedBy !== null && ` by ${alert.acknowledgedBy.name}`}{' '}
            <Ago at={alert.acknowledgedAt} />
          </span>
        )}
      </p>
      <h2 className="text-base leading-6 font-semibold wrap-anywhere sm:text-lg sm:leading-7">
        {alert.title}
      </h2>
      <p className="text-sm wrap-anywhere" dir="auto">
        {alert.summary}
      </p>
      <p className="text-ui text-text-2">
        {scopeText(alert)} · since <AbsoluteTime at={alert.startedAt} show="short" /> (
        <Ago at={alert.startedAt} />)
      </p>
      {because !== undefined && (
        <p className="text-ui">
          <span className="font-semibold">Why we think so: </span>
          {asSentence(because)}
          {side !== undefined && ` Whose side: ${sideText(side)}.`}
        </p>
      )}
      {advice !== undefined && (
        <p className="text-ui">
          <span className="font-semibold">What to do: </span>
          {advice}
          {runbookUrl !== undefined && (
            <>
              {' '}
              <a className={outLink} href={runbookUrl} rel="noopener nofollow" target="_blank">
                Runbook
              </a>
            </>
          )}
        </p>
      )}
      <Overlays alert={alert} />
    </header>
  )
}

/** What came from elsewhere, as a sentence of its own. */
const asSentence = (text: string) =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`

const stateWords = { open: 'Open', acknowledged: 'Acknowledged', resolved: 'Resolved' }
const outLink = 'font-medium underline underline-offset-2'
const sideText = (side: string) => (sideWords as Record<string, string>)[side] ?? side

/** What lies over the state: sleep, silence, coming and going, how it ended. */
function Overlays({ alert }: { alert: AlertView }) {
  const repeats = repeatText(alert)
  return (
    <ul className="flex flex-col gap-0.5 text-ui text-text-2 empty:hidden">
      {repeats !== null && <li className="first-letter:uppercase">{repeats}.</li>}
      {alert.snoozedUntil !== null && (
        <li>
          Snoozed until <AbsoluteTime at={alert.snoozedUntil} show="short" />.
        </li>
      )}
      {alert.suppressedBy.map((by) => (
        <li key={by.id}>
          {mutedText(by).replace(/^m/, 'M')}
          {by.until !== null && (
            <>
              {' '}
              until <AbsoluteTime at={by.until} show="short" />
            </>
          )}
          : nobody is told.
        </li>
      ))}
      {alert.resolvedAt !== null && (
        <li>
          Over since <AbsoluteTime at={alert.resolvedAt} show="short" />
          {alert.resolveReason !== null &&
            alert.resolveReason !== 'by hand' &&
            `: ${endedBecause(alert.resolveReason)}`}
          .
        </li>
      )}
      {alert.stillBreaching && (
        <li className="font-medium text-text">
          Resolved by hand, but the condition still holds
          {alert.reopenAt !== null && (
            <>
              ; opens again <AbsoluteTime at={alert.reopenAt} show="short" />
            </>
          )}
          .
        </li>
      )}
      {alert.ackExpiresAt !== null && alert.state === 'acknowledged' && (
        <li>
          The acknowledgement ends <AbsoluteTime at={alert.ackExpiresAt} show="short" /> unless somebody says
          they are still on it.
        </li>
      )}
    </ul>
  )
}
