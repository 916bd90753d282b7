import { listen } from '#lib/db/listen.server.ts'
import type { IncidentLine } from './incident-feed.server.ts'

/** What Postgres calls out about incidents, whichever process changed them. */
export function listenToIncidents(): IncidentLine {
  return { listen: ({ told, lost }) => listen('web', { earshot_incident: told }, lost) }
}
