'use client'

import { clsx } from 'clsx'
import { useMemo, useRef, useState } from 'react'
import { useAddress } from '#components/query/use-address.ts'
import type { Me } from '../acts/act.ts'
import { ActsProvider } from '../acts/acts.tsx'
import { useAlert } from '../data/use-alert.ts'
import { useInbox, useInboxAsked } from '../data/use-inbox.ts'
import { AlertDetailPane } from '../detail/alert-detail.tsx'
import { AlertList, useArranged } from './alert-list.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { Filters } from './filters.tsx'
import { alertHref, goTo, useChosen } from './use-chosen.ts'
import { useInboxKeys } from './use-inbox-keys.ts'
import { useSelection } from './use-selection.ts'
import { Views } from './views.tsx'

/** Views, list and the one that is open: side by side where there is room, one at a time where there is not. */
export function AlertsScreen({ me }: { me: Me }) {
  return (
    <ActsProvider me={me}>
      <Panes />
    </ActsProvider>
  )
}

function Panes() {
  const { asked, choose } = useInboxAsked()
  const [params] = useAddress()
  const chosen = useChosen()
  const list = useRef<HTMLElement>(null)
  const inbox = useInbox(asked)
  const heard = inbox.list.isPlaceholderData ? none : inbox.alerts
  const arranged = useArranged(asked, heard, list)
  const alerts = useMemo(() => arranged.rows.map(({ alert }) => alert), [arranged.rows])
  const ids = useMemo(() => alerts.map(({ alertId }) => alertId), [alerts])
  const { selected, toggle, clear } = useSelection(ids)
  const [noteOn, setNoteOn] = useState<string | null>(null)
  const note = (alertId: string) => {
    if (alertId !== chosen) goTo(alertHref(alertId, params.toString()))
    setNoteOn(alertId)
  }
  const detail = useAlert(chosen)
  const open = detail.data?.alert ?? alerts.find(({ alertId }) => alertId === chosen) ?? null
  useInboxKeys({ list, alerts, selected, chosen: open, toggle, clear, note })
  const clearFilters = () => {
    for (const name of ['q', 'severity', 'app', 'rule'] as const) choose(name, null)
  }
  return (
    <div className="-mx-4 -mt-4 md:-mx-6 lg:-mb-8 lg:grid lg:h-[calc(100dvh-48px)] lg:grid-cols-[minmax(340px,2fr)_minmax(0,3fr)] xl:grid-cols-[176px_minmax(340px,420px)_minmax(0,1fr)]">
      <div className={clsx('p-3 xl:border-r xl:border-border max-xl:hidden')}>
        <Views counts={inbox.counts} onView={(view) => choose('view', view)} view={asked.view} />
      </div>
      <div
        className={clsx(
          'flex min-h-0 min-w-0 flex-col bg-surface lg:border-r lg:border-border',
          chosen !== null && 'max-lg:hidden',
        )}
      >
        <div className="flex flex-col gap-2 border-b border-border p-3">
          <h1 className="text-title font-semibold">Alerts</h1>
          <div className="xl:hidden">
            <Views counts={inbox.counts} onView={(view) => choose('view', view)} view={asked.view} />
          </div>
          <Filters asked={asked} choose={choose} />
        </div>
        <BulkBar alerts={alerts.filter(({ alertId }) => selected.has(alertId))} onClear={clear} />
        <div className="relative min-h-0 flex-1 lg:overflow-y-auto">
          <AlertList
            arranged={arranged}
            asked={asked}
            chosen={chosen}
            inbox={inbox}
            listRef={list}
            onClear={clearFilters}
            onSelect={toggle}
            selected={selected}
          />
        </div>
      </div>
      <div className={clsx('min-w-0 lg:overflow-y-auto', chosen === null && 'max-lg:hidden')}>
        {chosen === null ? (
          <NoneChosen />
        ) : (
          <AlertDetailPane
            alertId={chosen}
            key={chosen}
            onNoteTaken={() => setNoteOn(null)}
            wantsNote={noteOn === chosen}
          />
        )}
      </div>
    </div>
  )
}
const none: never[] = []

function NoneChosen() {
  return (
    <div className="flex h-full min-h-60 flex-col items-center justify-center gap-2 p-8 text-center text-sm text-text-2">
      <p className="font-medium text-text">Choose an alert to see what happened and what to do.</p>
      <p className="flex flex-wrap items-center justify-center gap-1">
        <kbd>j</kbd> <kbd>k</kbd> move, <kbd>o</kbd> opens, <kbd>a</kbd> acknowledges, <kbd>n</kbd> writes a
        note, <kbd>?</kbd> shows all keys.
      </p>
    </div>
  )
}
