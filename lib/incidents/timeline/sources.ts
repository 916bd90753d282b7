import type { AlertEvent } from '#lib/alerting/alerts/contract.ts'
import type { Proof } from '../api-contract.ts'
import type { IncidentEventKind } from '../contract.ts'

/** What each source of the timeline gives, before it is a line. */
export type EventLine = {
  id: string
  at: number
  seq: number
  kind: IncidentEventKind
  actorKind: string
  actorName: string
  note: string | null
  data: Record<string, unknown>
}

export type FindingLine = {
  id: string
  at: number
  kind: string
  severity: string
  sessionId: string
  sessionName: string
  person: string | null
}

export type SaidLine = {
  id: string
  at: number
  name: string
  body: string
  state: string
  publicStatus: string | null
}

export type AlertLine = Pick<AlertEvent, 'at' | 'kind' | 'actorKind' | 'actorName' | 'note' | 'data'> & {
  id: string
  alertId: string
  title: string
}

export type DeployLine = { at: number; version: string; appId: string; appName: string; sessionId: string }

export type Mark = { line: string; starredAt: Date | null; proof: Proof | null }
