'use client'

import type { ReactNode } from 'react'
import type { TimeView } from '#components/charts/time-view.ts'
import { Button } from '#components/ui/button.tsx'
import { ErrorBoundary } from '#components/ui/error-boundary.tsx'
import type { ParticipantView } from '#lib/sessions/contract.ts'
import type { Lane } from '#lib/sessions/lanes.ts'
import { ChartsPanel } from './charts-panel.tsx'
import type { FindingMarks } from './findings/finding-marks.ts'
import { onlyChats } from './headline.ts'
import { QualityOverTime } from './quality-over-time.tsx'
import type { SessionScreenProps } from './session-screen.tsx'
import { DevicesTab } from './tabs/devices-tab.tsx'
import { EventsTab } from './tabs/events-tab.tsx'
import { NetworkTab } from './tabs/network-tab.tsx'
import { NotesTab } from './tabs/notes-tab.tsx'
import { RawTab } from './tabs/raw-tab.tsx'
import { StreamsPanel } from './tabs/streams-panel.tsx'
import { panelId, type SessionTab, sessionTabs, TabList, tabId } from './tabs/tab-list.tsx'
import type { Notes } from './tabs/use-notes.ts'
import { TrackTables } from './track-tables.tsx'
import { usePeople } from './use-lanes.ts'

type Props = SessionScreenProps & {
  tab: SessionTab
  onTab: (tab: SessionTab) => void
  participants: readonly ParticipantView[]
  everybody: readonly { participantId: string; name: string }[]
  lanes: readonly Lane[]
  marks: FindingMarks
  notes: Notes
  focus: string | null
  view: TimeView
  zone: string
  end: number
}

/** The measurements and everything else that is known of a call, one part at a time. */
export function SessionTabs(props: Props) {
  const { tab, onTab, events, notes } = props
  return (
    <div className="min-w-0">
      <TabList counts={{ events: events.length, notes: notes.notes?.length ?? 0 }} onTab={onTab} tab={tab} />
      <div aria-labelledby={tabId(tab)} className="pt-4" id={panelId(tab)} role="tabpanel">
        <ErrorBoundary key={tab} what={`The tab “${sessionTabs[tab]}”`}>
          {panels[tab](props)}
        </ErrorBoundary>
      </div>
    </div>
  )
}

const panels: Record<SessionTab, (props: Props) => ReactNode> = {
  overview: (props) => <Overview {...props} />,
  events: ({ events, eventsState, everybody, focus, onRetry, view, zone }) => (
    <EventsTab
      events={events}
      focus={focus}
      onRetry={onRetry}
      participants={everybody}
      state={eventsState}
      view={view}
      zone={zone}
    />
  ),
  network: (props) => <NetworkTab {...props} />,
  devices: (props) => <DevicesTab {...props} />,
  tracks: ({ detail, everybody, focus, participants, view, zone }) => (
    <div className="flex flex-col gap-6">
      <StreamsPanel
        focus={focus}
        live={detail.session.state === 'live'}
        people={everybody}
        sessionId={detail.session.sessionId}
        view={view}
        zone={zone}
      />
      <TrackTables now={detail.serverTime} participants={participants} />
    </div>
  ),
  raw: ({ detail, everybody, focus, view }) => (
    <RawTab focus={focus} people={everybody} sessionId={detail.session.sessionId} view={view} />
  ),
  notes: ({ notes, view, zone }) => <NotesTab notes={notes} view={view} zone={zone} />,
}

function Overview(props: Props) {
  const { detail, history, onRetry, participants, lanes, end, zone, store, view, marks } = props
  const people = usePeople(participants.filter((person) => !onlyChats(person)))
  const chatOnly = participants.length > 0 && participants.every(onlyChats)
  const { session } = detail
  return (
    <div className="flex flex-col gap-5">
      {history === 'failed' && <Failed onRetry={onRetry} />}
      {history === 'loading' && <div aria-hidden="true" className="skeleton h-36" />}
      {session.state === 'ended' && history === 'ready' && lanes.length > 0 && (
        <QualityOverTime end={end} lanes={lanes} start={session.startedAt} zone={zone} />
      )}
      {people.length > 0 ? (
        <ChartsPanel marks={marks} people={people} store={store} view={view} zone={zone} />
      ) : (
        <p className="text-ui text-text-2">
          {chatOnly
            ? 'This is a chat without a call: there is no sound or picture to measure. Its messages are shown above.'
            : 'Nothing has been measured.'}
        </p>
      )}
    </div>
  )
}

function Failed({ onRetry }: { onRetry: () => void }) {
  return (
    <div className="hatched flex flex-wrap items-center gap-3 rounded-lg border border-border-strong p-3 text-ui">
      <p>The measurements of earlier did not load. What arrives from now on is shown.</p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  )
}
