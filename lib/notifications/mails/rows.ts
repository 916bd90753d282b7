import type { Role } from '#lib/access/member.ts'
import type { IncidentStatus, PublicStatus } from '#lib/incidents/contract.ts'

export type MemberRole = Role

/** Rows that mails are about, as they are when somebody looks. */
export type InviteRow = {
  id: string
  customerId: string | null
  customerName: string | null
  email: string
  name: string
  role: MemberRole
  invitedName: string
  expiresAt: Date
  /** accepted, revoked */
  over: boolean
}

export type ResetRow = {
  id: string
  email: string
  name: string
  expiresAt: Date
  /** used, or the member may not sign in any more */
  over: boolean
}

export type SubscriptionRow = {
  id: string
  customerId: string
  customerName: string
  email: string
  confirmedAt: Date | null
  endedAt: Date | null
}

/** An incident as it was published. Staff's own title is not read. */
export type ToldIncident = {
  id: string
  reference: string
  publicTitle: string | null
  status: IncidentStatus
  publishedAt: Date | null
  resolvedAt: Date | null
}

export type ToldUpdate = {
  id: string
  customerId: string
  incidentId: string
  publicStatus: PublicStatus
  body: string
  postedAt: Date
  editedAt: Date | null
  state: 'draft' | 'published' | 'withdrawn'
}
