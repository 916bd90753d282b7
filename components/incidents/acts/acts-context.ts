'use client'

import { createContext, useContext } from 'react'
import type { Say } from '#components/alerting/acts/toasts.tsx'

export type IncidentActs = {
  me: { memberId: string; name: string }
  /** why nothing can be changed now; null = it can */
  cannot: string | null
  /** tells what was done, with a way to take it back where there is one */
  say: Say
}
export const IncidentActsContext = createContext<IncidentActs | null>(null)

export function useIncidentActs(): IncidentActs {
  const acts = useContext(IncidentActsContext)
  if (!acts) throw new Error('This component needs IncidentActsProvider above it.')
  return acts
}
