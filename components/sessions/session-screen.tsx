'use client'

import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { grow } from '#components/charts/time-window.ts'
import { SessionComparisonPanel } from '#components/fleet/session-comparison.tsx'
import { useZone } from '#components/time/use-zone.ts'
import { Button } from '#components/ui/button.tsx'
import { ErrorBoundary } from '#components/ui/error-boundary.tsx'
import type { Finding } from '#lib/diagnosis/contract.ts'
import type { EventView, ParticipantView, SessionDetail } from '#lib/sessions/contract.ts'
import { ChatPanel } from './chat-panel.tsx'
import { eventKey } from './event-list.tsx'
import { FindingMarks } from './findings/finding-marks.ts'
import { FindingsPanel } from './findings/findings-panel.tsx'
import { useAnnounceFindings } from './findings/use-announce-findings.ts'
import { namesIn, verdictOf } from './findings/verdict.ts'
import { VerdictCard } from './findings/verdict-card.tsx'
import { JoinPanel } from './join-panel.tsx'
import { JumpContext } from './jump.tsx'
import { LaneLegend } from './lane-legend.tsx'
import { type CallMoment, Lanes } from './lanes.tsx'
import type { SeriesStore } from './series-store.ts'
import { ServerClock } from './server-clock.tsx'
import { SessionHeader } from './session-header.tsx'
import { SessionTabs } from './session-tabs.tsx'
import { mostPeopleAtOnce, shownPeople } from './shown-people.ts'
import { useNotes } from './tabs/use-notes.ts'
import { TimeControls } from './time-controls.tsx'
import { useJumpHandlers } from './use-jump-handlers.ts'
import { useLanes, useOrdered, usePeople, useSameList } from './use-lanes.ts'
import { linked, useKeepInLink, useTab, viewFromLink } from './use-link-state.ts'
import { useSessionKeys } from './use-session-keys.ts'
import { WhenNear } from './when-near.tsx'

export type PanelState = 'loading' | 'failed' | 'ready'
export type SessionScreenProps = {
  detail: SessionDetail
  events: readonly EventView[]
  store: SeriesStore
  /** the server's clock, once a second */
  now: number
  history: PanelState
  eventsState: PanelState
  onRetry: () => void
}

/** One call: what is wrong, whose side it is, for whom, when, and the measurements that say so. */
export function SessionScreen(props: SessionScreenProps) {
  const { detail, events, store, now } = props
  const { session } = detail
  const zone = useZone()
  const live = session.state === 'live'
  const end = live ? now : (session.endedAt ?? session.lastReportAt ?? now)
  const ordered = useOrdered(detail.participants)
  const findings = useSameList(detail.findings)
  const everybody = usePeople(ordered)
  // biome-ignore lint/correctness/useExhaustiveDependencies: names change only when `everybody` does
  const names = useMemo(() => namesIn(ordered), [everybody])
  const [view] = useState(() => viewFromLink(session.startedAt, end, live))
  const [marks] = useState(() => new FindingMarks())
  const [tab, setTab] = useTab()
  const [focus, setFocus] = useFocus(ordered)
  const [selected, setSelected] = useState<string | null>(() => linked('f'))
  const crowd = useCrowd(ordered, findings, focus)
  const watched = focus === null ? crowd.shown : ordered.filter(isPerson(focus))
  const notes = useNotes(session.sessionId)
  const moments = useMoments(notes.notes)
  const lanes = useLanes(crowd.shown, events, store, end, live)
  const jump = useJumpHandlers({
    view,
    showPerson: (participantId) => {
      if (focus !== null && focus !== participantId) setFocus(null)
      crowd.show(participantId)
    },
    showCharts: () => setTab('overview'),
    select: setSelected,
  })
  const selectEvent = useCallback(
    (event: EventView) => {
      setTab('events')
      requestAnimationFrame(() =>
        document
          .querySelector(`[data-event="${CSS.escape(eventKey(event))}"]`)
          ?.scrollIntoView({ block: 'nearest' }),
      )
    },
    [setTab],
  )
  const writeNote = useCallback(() => {
    setTab('notes')
    requestAnimationFrame(() => document.getElementById('note-body')?.focus())
  }, [setTab])
  useEffect(() => marks.set(findings), [marks, findings])
  useEffect(
    () => view.change((window) => grow(window, session.startedAt, end, live)),
    [view, session.startedAt, end, live],
  )
  useKeepInLink(view, { focus, tab, selected })
  useSessionKeys(view, writeNote)
  useAnnounceFindings(findings, names, live)
  const verdict = verdictOf({ session, participants: ordered, findings })

  return (
    <JumpContext value={jump}>
      <ServerClock now={now}>
        <div className="flex flex-col gap-4">
          <SessionHeader now={now} participants={ordered} session={session} view={view} />
          <VerdictCard live={live} nameOf={names} verdict={verdict} />
          {(detail.telemetryExpired || detail.eventsExpired) && (
            <Expired events={detail.eventsExpired} measurements={detail.telemetryExpired} />
          )}
          <div className="grid gap-5 xl:grid-cols-[minmax(360px,2fr)_minmax(0,5fr)]">
            <div className="flex min-w-0 flex-col gap-4 xl:sticky xl:top-16 xl:max-h-[calc(100dvh-5rem)] xl:self-start xl:overflow-y-auto">
              <ErrorBoundary what="The findings">
                <FindingsPanel
                  findings={findings}
                  live={live}
                  nameOf={names}
                  selected={selected}
                  sessionId={session.sessionId}
                />
              </ErrorBoundary>
              <ErrorBoundary what="The comparison">
                <SessionComparisonPanel isLive={live} nameOf={names} sessionId={session.sessionId} />
              </ErrorBoundary>
              <ErrorBoundary what="The joins">
                <JoinPanel participants={ordered} />
              </ErrorBoundary>
            </div>
            <div className="flex min-w-0 flex-col gap-5">
              <LanesCard
                controls={<TimeControls view={view} zone={zone} />}
                everybody={ordered.length}
                focus={focus}
                live={live}
                onFocus={setFocus}
                onMore={crowd.more}
                shown={crowd.shown.length}
              >
                <Lanes
                  findings={findings}
                  focus={focus}
                  lanes={lanes}
                  moments={moments}
                  onEvent={selectEvent}
                  onFocus={setFocus}
                  participants={crowd.shown}
                  selected={selected}
                  store={store}
                  view={view}
                  zone={zone}
                />
              </LanesCard>
              <ChatPanel end={end} events={events} participants={watched} view={view} />
              <SessionTabs
                {...props}
                end={end}
                everybody={everybody}
                focus={focus}
                lanes={lanes}
                marks={marks}
                notes={notes}
                onTab={setTab}
                participants={watched}
                tab={tab}
                view={view}
                zone={zone}
              />
            </div>
          </div>
        </div>
      </ServerClock>
    </JumpContext>
  )
}

const isPerson = (participantId: string) => (person: ParticipantView) =>
  person.participantId === participantId

function LanesCard({
  shown,
  everybody,
  focus,
  onFocus,
  onMore,
  controls,
  live,
  children,
}: {
  shown: number
  everybody: number
  focus: string | null
  onFocus: (participantId: string | null) => void
  onMore: () => void
  controls: ReactNode
  live: boolean
  children: ReactNode
}) {
  return (
    <section aria-labelledby="lanes-title" className="rounded-lg border border-border bg-surface p-3">
      <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 className="scroll-mt-28 text-base font-semibold" id="lanes-title" tabIndex={-1}>
          Participants
        </h2>
        {focus !== null && (
          <Button look="bare" onClick={() => onFocus(null)}>
            Show everybody
          </Button>
        )}
        <div className="min-w-0 flex-1">{controls}</div>
      </div>
      <ErrorBoundary what="The lanes">
        {everybody === 0 ? (
          <p className="hatched rounded-md p-6 text-center text-sm text-text-2">
            {live
              ? 'Nobody has reported anything yet. The first report appears here by itself.'
              : 'Nobody reported anything in this call.'}
          </p>
        ) : (
          <WhenNear least="6rem">{children}</WhenNear>
        )}
      </ErrorBoundary>
      {shown < everybody && (
        <p className="flex flex-wrap items-center gap-3 border-t border-border pt-2 text-ui text-text-2">
          {shown} of {everybody} participants, those with problems first.
          <Button onClick={onMore}>Show {Math.min(mostPeopleAtOnce, everybody - shown)} more</Button>
        </p>
      )}
      <LaneLegend />
    </section>
  )
}

function Expired({ measurements, events }: { measurements: boolean; events: boolean }) {
  const gone = [...(measurements ? ['measurements'] : []), ...(events ? ['events'] : [])].join(' and the ')
  return (
    <p className="hatched rounded-lg border border-border-strong p-3 text-ui">
      The {gone} of this call are past their time of keeping and were deleted. The summary and the findings
      stay.
    </p>
  )
}

/** Of a large call some; who was shown or asked for stays. */
function useCrowd(
  participants: readonly ParticipantView[],
  findings: readonly Finding[],
  focus: string | null,
) {
  const [most, setMost] = useState(mostPeopleAtOnce)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const wanted = focus === null || chosen.has(focus) ? chosen : new Set(chosen).add(focus)
  const shown = shownPeople(participants, findings, wanted, Math.max(most, wanted.size))
  const isNew = shown.length < participants.length && shown.some((one) => !chosen.has(one.participantId))
  if (isNew) setChosen(new Set([...chosen, ...shown.map((one) => one.participantId)]))
  const show = (participantId: string) => setChosen((before) => new Set(before).add(participantId))
  return { shown, show, more: () => setMost(Math.max(most, wanted.size) + mostPeopleAtOnce) }
}

function useMoments(notes: ReturnType<typeof useNotes>['notes']): readonly CallMoment[] {
  return useMemo(
    () =>
      (notes ?? []).flatMap(({ noteId, momentAt, memberName, body }) =>
        momentAt === null
          ? []
          : [{ id: noteId, at: momentAt, words: `Note by ${memberName}: ${body.slice(0, 200)}` }],
      ),
    [notes],
  )
}

function useFocus(participants: readonly ParticipantView[]) {
  const [wanted, setFocus] = useState<string | null>(() => linked('p'))
  const known = wanted !== null && participants.some(isPerson(wanted))
  return [known ? wanted : null, setFocus] as const
}
