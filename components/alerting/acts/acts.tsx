'use client'

import { useCallback, useMemo, useState } from 'react'
import { useHeartbeatState } from '#components/realtime/hooks.ts'
import type { Me } from './act.ts'
import { ActDialog } from './act-dialog.tsx'
import { type Acts, ActsContext, type Asked } from './acts-context.ts'
import { useToasts } from './toasts.tsx'
import { useActs } from './use-acts.ts'

/** What can be done to alerts, for every part of the screen: one form at a time, one message at a time. */
export function ActsProvider({ me, children }: { me: Me; children: React.ReactNode }) {
  const { say, toasts } = useToasts()
  const act = useActs(me, say)
  const [asked, setAsked] = useState<Asked | null>(null)
  const ask = useCallback<Acts['ask']>((kind, alerts, anchor) => {
    if (alerts.length > 0) setAsked({ kind, alerts, at: anchor?.getBoundingClientRect() ?? null })
  }, [])
  const offline = useHeartbeatState() === 'offline'
  const value = useMemo<Acts>(
    () => ({
      me,
      act,
      ask,
      asking: asked !== null,
      cannot: offline ? 'Not connected: nothing can be changed until the connection is back.' : null,
      say: (text) => say(text, null),
    }),
    [me, act, ask, asked, offline, say],
  )
  return (
    <ActsContext value={value}>
      {children}
      {asked && <ActDialog asked={asked} onClose={() => setAsked(null)} />}
      {toasts}
    </ActsContext>
  )
}
