import type { AppTile, AttentionRow } from '#lib/sessions/contract.ts'

const quietTile: AppTile = {
  appId: 'app',
  appName: 'App',
  customerId: 'customer',
  customerName: 'Customer',
  sessions: 2,
  participants: 4,
  simulated: 0,
  byBand: { good: 4, fair: 0, poor: 0, bad: 0, unknown: 0 },
  joinAttempts: 0,
  joinFailures: 0,
  health: 99,
  healthBand: 'good',
  scoredMinutes: 60,
  degradedMinutes: 0,
  lastReportAt: 1_000,
  silentSince: null,
  trend: [],
  worst: null,
  causes: [],
}

/** A healthy tile with what the test is about changed. */
export const tileWith = (changes: Partial<AppTile>): AppTile => ({ ...quietTile, ...changes })

const badRow: AttentionRow = {
  sessionId: 'a',
  appId: 'app',
  appName: 'App',
  customerId: 'customer',
  customerName: 'Customer',
  name: 'Standup',
  simulated: false,
  band: 'bad',
  score: 1.4,
  since: 0,
  participants: 4,
  affected: 1,
  worstParticipant: 'Ben',
  reason: 'packet loss',
  painMinutes: 3.5,
  recentPainMinutes: 3.5,
  painPerMinute: 1,
  cause: 'uplink-packet-loss',
  sentence: 'Others hear Ben chopped and see the picture break up.',
  causes: ['uplink-packet-loss'],
}

export const rowWith = (sessionId: string, changes: Partial<AttentionRow> = {}): AttentionRow => ({
  ...badRow,
  sessionId,
  ...changes,
})
