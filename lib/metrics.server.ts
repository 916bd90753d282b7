import { Counter, Gauge, Histogram, Registry } from 'prom-client'

const registry = new Registry()
const registers = [registry]
const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/** Every number the engine publishes; one home, so that dashboards of operators have one list to read. */
export const metrics = {
  requests: new Counter({
    name: 'earshot_ingest_requests_total',
    help: 'Answers of the ingest door by status and problem code.',
    labelNames: ['status', 'code'] as const,
    registers,
  }),
  items: new Counter({
    name: 'earshot_ingest_items_total',
    help: 'Reports and events by app and outcome: accepted, duplicate, rejected, limited, dropped.',
    labelNames: ['app', 'outcome'] as const,
    registers,
  }),
  ackSeconds: new Histogram({
    name: 'earshot_ingest_ack_seconds',
    help: 'From a complete body to its durable ack.',
    buckets: seconds,
    registers,
  }),
  flushRows: new Histogram({
    name: 'earshot_flush_rows',
    help: 'Rows of one committed flush.',
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000],
    registers,
  }),
  flushSeconds: new Histogram({
    name: 'earshot_flush_seconds',
    help: 'Time of one committed flush in the store.',
    buckets: seconds,
    registers,
  }),
  fleetSeconds: new Histogram({
    name: 'earshot_fleet_evaluation_seconds',
    help: 'Time of one look at what the bad ones among all live participants share.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  }),
  commitLagSeconds: new Histogram({
    name: 'earshot_commit_lag_seconds',
    help: 'From a write handed to the writer to its commit, oldest of the flush.',
    buckets: seconds,
    registers,
  }),
  queueDepth: new Gauge({
    name: 'earshot_write_queue_depth',
    help: 'Writes waiting for a flush.',
    registers,
  }),
  queueBytes: new Gauge({
    name: 'earshot_write_queue_bytes',
    help: 'Bytes waiting for a flush.',
    registers,
  }),
  storeUp: new Gauge({
    name: 'earshot_store_up',
    help: '1 while the last attempt to reach Postgres succeeded.',
    registers,
  }),
  dispatchSeconds: new Histogram({
    name: 'earshot_dispatch_seconds',
    help: 'Time of one look at all alerts that decides who is told.',
    buckets: seconds,
    registers,
  }),
  messagesDecided: new Counter({
    name: 'earshot_messages_decided_total',
    help: 'Messages and escalation steps that were decided, by what decided them: route, escalation.',
    labelNames: ['by'] as const,
    registers,
  }),
  alertsOpen: new Gauge({
    name: 'earshot_alerts_open',
    help: 'Open and acknowledged alerts by severity.',
    labelNames: ['severity'] as const,
    registers,
  }),
  messages: new Gauge({
    name: 'earshot_messages',
    help: 'Messages that wait to be sent (waiting) and that were given up (dead).',
    labelNames: ['state'] as const,
    registers,
  }),
  evaluationAgeSeconds: new Gauge({
    name: 'earshot_rule_evaluation_age_seconds',
    help: 'Since rules were last fully evaluated, by the shard that is furthest behind.',
    registers,
  }),
  sockets: new Gauge({ name: 'earshot_sockets', help: 'Open dashboard sockets.', registers }),
  connections: new Gauge({
    name: 'earshot_ingest_connections',
    help: 'Open connections of the ingest door.',
    registers,
  }),
  participantsLive: new Gauge({
    name: 'earshot_participants_live',
    help: 'Participants held live by this engine.',
    registers,
  }),
  sessionsLive: new Gauge({
    name: 'earshot_sessions_live',
    help: 'Sessions held live by this engine.',
    registers,
  }),
} as const

const maxApps = 1_000
const appsSeen = new Set<string>()

/** An app's label, or the overflow label once there are more apps than a scrape should carry. */
export function appLabel(appId: string): string {
  if (appsSeen.has(appId)) return appId
  if (appsSeen.size >= maxApps) return '__other__'
  appsSeen.add(appId)
  return appId
}

const beforeScrape: (() => void)[] = []

/** Gauges that are cheaper to read at the moment of a scrape than to keep. */
export function onScrape(update: () => void): void {
  beforeScrape.push(update)
}

const startedAt = process.hrtime.bigint()
new Gauge({
  name: 'earshot_process_cpu_seconds_total',
  help: 'User and system CPU of this process.',
  registers,
  collect() {
    const { user, system } = process.cpuUsage()
    this.set((user + system) / 1e6)
  },
})
new Gauge({
  name: 'earshot_process_resident_bytes',
  help: 'Resident memory of this process.',
  registers,
  collect() {
    this.set(process.memoryUsage.rss())
  },
})
new Gauge({
  name: 'earshot_process_uptime_seconds',
  help: 'Time since this process began.',
  registers,
  collect() {
    this.set(Number(process.hrtime.bigint() - startedAt) / 1e9)
  },
})

/** The text a Prometheus scrape reads, and its content type. */
export async function metricsText(): Promise<{ contentType: string; body: string }> {
  for (const update of beforeScrape) update()
  return { contentType: registry.contentType, body: await registry.metrics() }
}
