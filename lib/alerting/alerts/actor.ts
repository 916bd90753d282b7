import type { Member } from '#lib/access/member.ts'
import type { EventActor } from './alert-row.ts'

/** A person who acts on alerts, and through what: the screens, Slack, a mail's link, the API. */
export type Actor = {
  kind: 'user' | 'slack' | 'email' | 'api'
  member: Member
  requestId: string | null
}

/** Verbs take a member, or an actor where it was not the screens. */
export const actorOf = (who: Member | Actor): Actor =>
  'member' in who ? who : { kind: 'user', member: who, requestId: null }

export const eventActorOf = ({ kind, member, requestId }: Actor): EventActor => ({
  actorKind: kind,
  actorId: member.id,
  actorName: member.name,
  requestId,
})
