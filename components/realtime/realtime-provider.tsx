'use client'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { createDashboard, type Dashboard } from '#lib/realtime/dashboard.ts'
import { browserDashboard } from './browser-dashboard.ts'
import { refreshAlerts } from './refresh-alerts.ts'
import { refreshIncidents } from './refresh-incidents.ts'

const DashboardContext = createContext<Dashboard | null>(null)

/**
 * One socket for the tab. Must stand inside a QueryClientProvider; `engineUrl` is the engine's origin as the browser
 * sees it, for example `http://localhost:3001`.
 */
export function RealtimeProvider({ engineUrl, children }: { engineUrl: string; children: ReactNode }) {
  const queryClient = useQueryClient()
  const [dashboard] = useState(() => createDashboard(browserDashboard(engineUrl, queryClient)))
  useEffect(() => {
    dashboard.start()
    const unlisten = listenForWaking(dashboard)
    const unhear = dashboard.onAlerts((news) => refreshAlerts(queryClient, news))
    const unhearIncidents = dashboard.onIncidents((news) => refreshIncidents(queryClient, news))
    return () => {
      unhear()
      unhearIncidents()
      unlisten()
      dashboard.stop()
    }
  }, [dashboard, queryClient])
  return <DashboardContext value={dashboard}>{children}</DashboardContext>
}

/** The tab's dashboard; throws outside `RealtimeProvider`, which is a mistake of ours. */
export function useDashboard(): Dashboard {
  const dashboard = useContext(DashboardContext)
  if (!dashboard) throw new Error('This component needs a RealtimeProvider above it.')
  return dashboard
}

function listenForWaking(dashboard: Dashboard): () => void {
  const onVisible = () => document.visibilityState === 'visible' && dashboard.woke()
  const onOnline = () => dashboard.woke()
  document.addEventListener('visibilitychange', onVisible)
  window.addEventListener('online', onOnline)
  window.addEventListener('pageshow', onOnline)
  return () => {
    document.removeEventListener('visibilitychange', onVisible)
    window.removeEventListener('online', onOnline)
    window.removeEventListener('pageshow', onOnline)
  }
}
