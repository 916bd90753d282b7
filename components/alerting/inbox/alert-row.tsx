'use client'

import { clsx } from 'clsx'
import Link from 'next/link'
import { memo } from 'react'
import { Ago } from '#components/time/time.tsx'
import type { AlertView } from '#lib/alerting/alerts/contract.ts'
import { mutedText, ownerOf, repeatText, scopeText, severityLook } from '../alert-words.ts'
import { SeverityGlyph } from '../severity-mark.tsx'
import { endedBy } from '../timeline/event-text.ts'
import { alertHref, useSoftClick } from './use-chosen.ts'

type Props = {
  alert: AlertView
  gone: boolean
  chosen: boolean
  selected: boolean
  query: string
  onSelect: (alertId: string, range: boolean) => void
}

/** One alert: what and how grave, for whom, since when, and who is on it. */
export const AlertRow = memo(function AlertRow(props: Props) {
  const { alert, gone, chosen, selected, query, onSelect } = props
  const { alertId, title, severity } = alert
  const softly = useSoftClick()
  return (
    <li
      className={clsx(
        'relative grid grid-cols-[28px_24px_minmax(0,1fr)] items-start border-b border-border border-l-2 py-2.5 pe-3 hover:bg-raised has-[a:focus-visible]:bg-raised pointer-coarse:grid-cols-[44px_24px_minmax(0,1fr)]',
        chosen ? 'border-l-text bg-raised' : 'border-l-transparent',
        gone && 'opacity-60',
      )}
    >
      <label className="relative z-10 -my-2.5 flex h-full min-h-11 items-start justify-center pt-3">
        <input
          aria-label={`Select: ${title}`}
          checked={selected}
          className="size-4 accent-(--accent)"
          onChange={(event) =>
            onSelect(alertId, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)
          }
          type="checkbox"
        />
      </label>
      <span className="pt-0.5">
        <SeverityGlyph severity={severity} />
      </span>
      <div className="min-w-0">
        <a
          aria-current={chosen ? 'true' : undefined}
          className="line-clamp-2 text-sm font-medium wrap-anywhere after:absolute after:inset-0 focus-visible:outline-none after:focus-visible:outline-2 after:focus-visible:-outline-offset-2 after:focus-visible:outline-focus"
          data-alert-row={alertId}
          href={alertHref(alertId, query)}
          onClick={softly}
          title={title}
        >
          <span className="sr-only">{severityLook[severity].word}: </span>
          {title}
        </a>
        <p className="mt-0.5 truncate text-xs text-text-2" dir="auto" title={scopeText(alert)}>
          {scopeText(alert)}
        </p>
        <Facts alert={alert} gone={gone} />
      </div>
    </li>
  )
})

function Facts({ alert, gone }: { alert: AlertView; gone: boolean }) {
  const { severity, openedAt, lastSeenAt, sessionId } = alert
  const repeats = repeatText(alert)
  return (
    <>
      <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-0.5 text-xs text-text-2">
        <span aria-hidden="true" className="font-medium text-text">
          {severityLook[severity].word}
        </span>
        <Owner alert={alert} />
        {repeats !== null && <span className={chip}>{repeats}</span>}
        {alert.suppressedBy.map((by) => (
          <span className={clsx(chip, 'max-w-full truncate border-dashed')} key={by.id}>
            {mutedText(by)}
          </span>
        ))}
        {alert.snoozedUntil !== null && <span className={chip}>snoozed</span>}
        {gone && <span className={chip}>no longer in this view</span>}
      </p>
      <p className="mt-1 flex flex-wrap gap-x-3 text-2xs text-text-3">
        <span>
          first seen <Ago at={openedAt} />
        </span>
        <span>
          last seen <Ago at={lastSeenAt} />
        </span>
        {sessionId !== null && (
          <Link
            className="relative z-10 -my-2 py-2 text-text-2 underline underline-offset-2"
            href={`/sessions/${sessionId}`}
            prefetch={false}
          >
            the call
          </Link>
        )}
      </p>
    </>
  )
}

/** Whose it is. That nobody has it stands out in ink, not in colour: colour is kept for how grave it is. */
export function Owner({ alert }: { alert: AlertView }) {
  const owner = ownerOf(alert)
  if (alert.state === 'resolved') return <span>resolved {endedBy(alert.resolvedBy)}</span>
  if (owner === null)
    return <span className="rounded bg-accent px-1.5 font-semibold text-accent-on">nobody</span>
  return (
    <span className="min-w-0 truncate">
      <bdi className="font-medium text-text">{owner}</bdi>
      {alert.state === 'open' && ', not acknowledged'}
    </span>
  )
}

const chip = 'inline-block rounded-full border border-border-strong px-1.5 text-2xs text-text-2'
