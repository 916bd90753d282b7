'use client'

import { AlertIncident } from '#components/incidents/open/alert-incident.tsx'
import { useAddress } from '#components/query/use-address.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { useNow } from '#components/time/use-now.ts'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { ErrorBoundary } from '#components/ui/error-boundary.tsx'
import type { AlertDetail } from '#lib/alerting/alerts/contract.ts'
import { isMissing, useAlert } from '../data/use-alert.ts'
import { alertHref, useSoftClick } from '../inbox/use-chosen.ts'
import { Story } from '../timeline/story.tsx'
import { WhoWasTold } from '../timeline/who-was-told.tsx'
import { ActionBar } from './action-bar.tsx'
import { AlertHead } from './alert-head.tsx'
import { Blast } from './blast.tsx'
import { EpisodeChart } from './episode-chart.tsx'
import { PastEpisodes } from './past-episodes.tsx'
import { RuleFacts } from './rule-facts.tsx'
import { WorstCalls } from './worst-calls.tsx'

type Props = { alertId: string; wantsNote: boolean; onNoteTaken: () => void }

/** One alert: what happened and what to do first, then how far it reaches, its proof, and its whole life. */
export function AlertDetailPane(props: Props) {
  const { alertId } = props
  const { data, isError, error, refetch, dataUpdatedAt } = useAlert(alertId)
  return (
    <div className="pb-40 lg:pb-8">
      <BackLink />
      {data ? (
        <>
          <Stale at={dataUpdatedAt} onRetry={() => void refetch()} />
          <Detail {...props} detail={data} />
        </>
      ) : isError ? (
        <NotThere message={error.message} missing={isMissing(error)} onRetry={() => void refetch()} />
      ) : (
        <DetailSkeleton />
      )}
    </div>
  )
}

function Detail({ detail, wantsNote, onNoteTaken }: Props & { detail: AlertDetail }) {
  const { alert } = detail
  return (
    <article aria-label={alert.title} className="flex flex-col gap-5 p-4 md:px-6">
      <AlertHead alert={alert} />
      <ActionBar alert={alert} />
      <AlertIncident detail={detail} />
      <Blast alert={alert} />
      <ErrorBoundary what="The chart">
        <EpisodeChart alert={alert} />
      </ErrorBoundary>
      <WorstCalls alert={alert} />
      <Story detail={detail} onNoteTaken={onNoteTaken} wantsNote={wantsNote} />
      <WhoWasTold alertId={alert.alertId} />
      <RuleFacts alert={alert} />
      <PastEpisodes past={detail.past} />
    </article>
  )
}

/** On a phone the panes come one at a time, so there is a way back. */
function BackLink() {
  const [params] = useAddress()
  const softly = useSoftClick()
  return (
    <p className="border-b border-border bg-surface px-1 lg:hidden">
      <a
        className="inline-flex min-h-11 items-center px-3 text-ui font-medium"
        href={alertHref(null, params.toString())}
        onClick={softly}
      >
        ‹ All alerts
      </a>
    </p>
  )
}

function Stale({ at, onRetry }: { at: number; onRetry: () => void }) {
  const now = useNow()
  if (now === null || at === 0 || now - at < 30_000) return null
  return (
    <p className="hatched flex flex-wrap items-center gap-2 border-b border-border-strong px-4 py-2 text-xs font-medium">
      Stale: as of <AbsoluteTime at={at} show="clock-seconds" />
      <Button onClick={onRetry}>Try again</Button>
    </p>
  )
}

function NotThere({ message, missing, onRetry }: { message: string; missing: boolean; onRetry: () => void }) {
  const softly = useSoftClick()
  return (
    <div className="hatched m-4 flex flex-col items-start gap-3 rounded-lg border border-border-strong p-4 text-ui">
      <p>
        {missing
          ? 'There is no such alert, or it belongs to a customer you are not assigned to. Alerts are kept as long as their calls.'
          : `The alert could not be read: ${message}`}
      </p>
      {missing ? (
        <a className={buttonClass('quiet')} href={alertHref(null, '')} onClick={softly}>
          To all alerts
        </a>
      ) : (
        <Button onClick={onRetry}>Try again</Button>
      )}
    </div>
  )
}

function DetailSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-5 p-4 md:px-6">
      <p className="sr-only">Loading the alert</p>
      <div className="skeleton h-28" />
      <div className="skeleton h-9" />
      <div className="skeleton h-20" />
      <div className="skeleton h-44" />
      <div className="skeleton h-40" />
    </div>
  )
}
