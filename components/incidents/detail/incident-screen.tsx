'use client'

import Link from 'next/link'
import { useEffect, useState } from 'react'
import { useAddress } from '#components/query/use-address.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { useNow } from '#components/time/use-now.ts'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { ErrorBoundary } from '#components/ui/error-boundary.tsx'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { IncidentActsProvider } from '../acts/acts.tsx'
import { useIncidentActs } from '../acts/acts-context.ts'
import { isMissing, useIncident } from '../data/use-incident.ts'
import { Timeline } from '../timeline/timeline.tsx'
import { AlertsCard } from './alerts-card.tsx'
import { CallsCard } from './calls-card.tsx'
import { CauseCard } from './cause-card.tsx'
import { ContactCard } from './contact-card.tsx'
import { ImpactCard } from './impact-card.tsx'
import { IncidentHead } from './incident-head.tsx'
import { IncidentTabs, panelId, tabId, tabOf } from './incident-tabs.tsx'
import { PolicyCard } from './policy-card.tsx'
import { ScopeCard } from './scope-card.tsx'
import { SimilarCard } from './similar-card.tsx'
import { ActionsSlot, NotesSlot, PublishSlot, ReviewSlot } from './slots.tsx'
import { useAsking } from './stepper.tsx'
import { ThumbBar } from './thumb-bar.tsx'
import { TimesCard } from './times-card.tsx'
import { useIncidentKeys } from './use-incident-keys.ts'

type Props = { reference: string; me: { memberId: string; name: string }; mayAct: boolean }

/** One incident: what it is, what happened, what we know, what the customer is told. */
export function IncidentScreen({ reference, me, mayAct }: Props) {
  const { data, isError, error, refetch, dataUpdatedAt } = useIncident(reference)
  return (
    <IncidentActsProvider mayAct={mayAct} me={me}>
      {data ? (
        <>
          <Stale at={dataUpdatedAt} onRetry={() => void refetch()} />
          <Incident detail={data} />
        </>
      ) : isError ? (
        <NotThere message={error.message} missing={isMissing(error)} onRetry={() => void refetch()} />
      ) : (
        <DetailSkeleton />
      )}
    </IncidentActsProvider>
  )
}

function Incident({ detail }: { detail: IncidentDetail }) {
  const [query, change] = useAddress()
  const tab = tabOf(query.get('tab'))
  const asking = useAsking()
  const { cannot, say } = useIncidentActs()
  const [notes, setNotes] = useState(0)
  const { incident, moves } = detail
  const onTab = (next: string) =>
    change((to) => (next === 'timeline' ? to.delete('tab') : to.set('tab', next)))
  const resolve = () => {
    const next = moves.find(({ to }) => to === 'resolved')
    if (cannot !== null) say(cannot, null)
    else if (next) asking.onAsk(next)
    else say(`From ${incident.statusLabel} it cannot be resolved.`, null)
  }
  const onNote = () => {
    onTab('timeline')
    setNotes((count) => count + 1)
  }
  useIncidentKeys({
    onNote,
    onResolve: resolve,
    enabled: asking.asked === null,
  })
  return (
    <article
      aria-label={`${incident.reference} ${incident.title}`}
      className="flex flex-col gap-4 max-md:pb-16"
    >
      <Title detail={detail} />
      <IncidentHead asking={asking} detail={detail} />
      <IncidentTabs onTab={onTab} tab={tab} />
      <div aria-labelledby={tabId(tab)} id={panelId(tab)} role="tabpanel">
        {tab === 'timeline' ? (
          <Story detail={detail} wantsNote={notes} />
        ) : (
          <ErrorBoundary what="The review">
            <ReviewSlot detail={detail} />
          </ErrorBoundary>
        )}
      </div>
      <ThumbBar detail={detail} onAsk={asking.onAsk} onNote={onNote} />
    </article>
  )
}

/** On the left what happened, on the right what is known of it; on a phone what is told comes first. */
function Story({ detail, wantsNote }: { detail: IncidentDetail; wantsNote: number }) {
  const { incident, similar } = detail
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(320px,2fr)]">
      <div className="flex min-w-0 flex-col gap-4">
        <ErrorBoundary what="What the customer is told">
          <PublishSlot detail={detail} />
        </ErrorBoundary>
        <ErrorBoundary what="The notes">
          <NotesSlot detail={detail} wantsNote={wantsNote} />
        </ErrorBoundary>
        <ErrorBoundary what="The timeline">
          <Timeline detail={detail} key={incident.incidentId} />
        </ErrorBoundary>
      </div>
      <div className="flex min-w-0 flex-col gap-3">
        <ImpactCard incident={incident} />
        <AlertsCard detail={detail} />
        <CallsCard detail={detail} />
        <CauseCard incident={incident} />
        <ScopeCard detail={detail} />
        <ContactCard incident={incident} />
        <TimesCard incident={incident} />
        <ErrorBoundary what="The actions">
          <ActionsSlot detail={detail} />
        </ErrorBoundary>
        <SimilarCard similar={similar} />
        <PolicyCard incident={incident} />
      </div>
    </div>
  )
}

/** The page knows the reference only; the tab of the browser says the title too. */
function Title({ detail: { incident } }: { detail: IncidentDetail }) {
  const text = `${incident.reference} ${incident.title}`
  useEffect(() => {
    // what the rail counts is put before it by the watch of the tab
    document.title = `${text} · Earshot`
  }, [text])
  return null
}

function Stale({ at, onRetry }: { at: number; onRetry: () => void }) {
  const now = useNow()
  if (now === null || at === 0 || now - at < 30_000) return null
  return (
    <p className="hatched mb-3 flex flex-wrap items-center gap-2 rounded-md border border-border-strong px-3 py-2 text-xs font-medium">
      Stale: as of <AbsoluteTime at={at} show="clock-seconds" />
      <Button onClick={onRetry}>Try again</Button>
    </p>
  )
}

function NotThere({ message, missing, onRetry }: { message: string; missing: boolean; onRetry: () => void }) {
  return (
    <div className="hatched flex flex-col items-start gap-3 rounded-lg border border-border-strong p-4 text-ui">
      <p>
        {missing
          ? 'There is no such incident, or it belongs to a customer you are not assigned to.'
          : `The incident could not be read: ${message}`}
      </p>
      {missing ? (
        <Link className={buttonClass('quiet')} href="/incidents">
          To all incidents
        </Link>
      ) : (
        <Button onClick={onRetry}>Try again</Button>
      )}
    </div>
  )
}

function DetailSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-4">
      <p className="sr-only">Loading the incident</p>
      <div className="skeleton h-52" />
      <div className="skeleton h-9" />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(320px,2fr)]">
        <div className="skeleton h-96" />
        <div className="skeleton h-96" />
      </div>
    </div>
  )
}
