import type { Pool } from 'pg'
import { alertSeverities } from '#lib/alerting/severity.ts'
import { metrics } from '#lib/metrics.server.ts'
import { readAlertingFigures } from './store.server.ts'

/** Brings the figures of the alert path up to date for `/metrics`. */
export async function measureAlerting(db: Pool): Promise<void> {
  const { open, waiting, dead, evaluationAgeSeconds } = await readAlertingFigures(db)
  const counts = new Map(open.map(({ severity, count }) => [severity, count]))
  for (const severity of alertSeverities) metrics.alertsOpen.set({ severity }, counts.get(severity) ?? 0)
  metrics.messages.set({ state: 'waiting' }, waiting)
  metrics.messages.set({ state: 'dead' }, dead)
  if (evaluationAgeSeconds !== null) metrics.evaluationAgeSeconds.set(evaluationAgeSeconds)
}
