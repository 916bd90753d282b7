import { readAlertHeads } from '#lib/alerting/alerts/read-heads.server.ts'
import { listen } from '#lib/db/listen.server.ts'
import type { AlertLine } from './alert-feed.server.ts'

/** What Postgres calls out about alerts, whichever process changed them. */
export function listenToAlerts(): AlertLine {
  return {
    listen: ({ told, lost }) => listen('web', { earshot_alert: told }, lost),
    readHeads: readAlertHeads,
  }
}
