'use client'

import { createContext, useContext } from 'react'
import type { AlertView } from '#lib/alerting/alerts/contract.ts'
import type { Act, Me } from './act.ts'
import type { Do } from './use-acts.ts'

/** Acts that ask for something first. */
export type AskKind = 'acknowledge' | 'snooze' | 'assign' | 'resolve' | 'incident'
export type Asked = { kind: AskKind; alerts: readonly AlertView[]; at: DOMRect | null }
export type FormProps = { alerts: readonly AlertView[]; onAct: (act: Act) => void; onClose: () => void }

export type Acts = {
  me: Me
  act: Do
  /** opens the small form of an act, below `anchor` where there is one */
  ask: (kind: AskKind, alerts: readonly AlertView[], anchor?: Element | null) => void
  /** a form is open: keys of the list wait */
  asking: boolean
  /** why nothing can be done now; null = it can */
  cannot: string | null
  say: (text: string) => void
}
export const ActsContext = createContext<Acts | null>(null)

export function useAlertActs(): Acts {
  const acts = useContext(ActsContext)
  if (!acts) throw new Error('This component needs ActsProvider above it.')
  return acts
}
