import type { ActionView, RecurrenceCheck } from './contract.ts'

/** One corrective action as the database has it. */
export type ActionRow = {
  customerId: string
  id: string
  incidentId: string
  title: string
  detail: string
  kind: ActionView['kind']
  ownerId: string | null
  ownerName: string | null
  dueOn: string | null
  status: ActionView['status']
  declineReason: string | null
  doneAt: Date | null
  check: RecurrenceCheck | null
  checkState: ActionView['checkState']
  checkUntil: Date | null
  cannotSay: string | null
  recurredAt: Date | null
  recurredBy: string | null
  reopened: number
  ticketUrl: string | null
  createdAt: Date
  createdName: string
  version: number
  updatedAt: Date
}

export type NamedAction = ActionRow & {
  customerName: string
  reference: string
  incidentTitle: string
  overdue: boolean
}
