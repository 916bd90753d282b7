'use client'

import { onlineManager } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import { useToasts } from '#components/alerting/acts/toasts.tsx'
import { useHeartbeatState } from '#components/realtime/hooks.ts'
import { type IncidentActs, IncidentActsContext } from './acts-context.ts'

type Props = { me: IncidentActs['me']; mayAct: boolean; children: React.ReactNode }

/** Who acts on incidents here, whether that is possible now, and the place where it is told. */
export function IncidentActsProvider({ me, mayAct, children }: Props) {
  const { say, toasts } = useToasts()
  const online = useSyncExternalStore(subscribeOnline, isOnline, () => true)
  const offline = useHeartbeatState() === 'offline' || !online
  const cannot = !mayAct
    ? 'You can read this; operators, managers and administrators change it.'
    : offline
      ? 'Not connected: nothing can be changed until the connection is back.'
      : null
  const acts = useMemo<IncidentActs>(() => ({ me, cannot, say }), [me, cannot, say])
  return (
    <IncidentActsContext value={acts}>
      {children}
      {toasts}
    </IncidentActsContext>
  )
}

const isOnline = () => onlineManager.isOnline()
const subscribeOnline = (listener: () => void) => onlineManager.subscribe(listener)
