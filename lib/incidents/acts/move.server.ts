import type { Member } from '#lib/access/member.ts'
import type { IncidentView, Move } from '../api-contract.ts'
import { decideMove } from '../state/decide-move.ts'
import { runIncidentAct } from './run-incident-act.server.ts'

/** To another status, also back. */
export function moveIncident(
  member: Member,
  incidentId: string,
  { version, ...asked }: Move,
  now: Date,
): Promise<IncidentView> {
  return runIncidentAct(member, incidentId, { now, version }, ({ row, by }) =>
    decideMove(row, asked, by, now),
  )
}
