import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { findEndedSignIns, memberFromCookieHeader, readScope } from '#lib/access/require-member.server.ts'
import { startAlertTimers } from '#lib/alerting/alerts/start-alert-timers.server.ts'
import { startRules } from '#lib/alerting/evaluation/start-rules.server.ts'
import { createIntakeDoor, startIntake } from '#lib/alerting/intake/start-intake.server.ts'
import { inProcessBus } from '#lib/db/bus.ts'
import { deleteReleased } from '#lib/db/frozen.server.ts'
import { dropExpired, ensurePartitions } from '#lib/db/partitions.server.ts'
import { closePools, pool, reservedPool } from '#lib/db/pools.server.ts'
import { fleetLimits } from '#lib/diagnosis/fleet/constants.ts'
import { env } from '#lib/env.server.ts'
import { startLearningChecks } from '#lib/incidents/learning/start-checks.server.ts'
import { startIncidents } from '#lib/incidents/start-incidents.server.ts'
import { log } from '#lib/log.server.ts'
import { type Loop, startLoop } from '#lib/loop.server.ts'
import { metrics, metricsText, onScrape } from '#lib/metrics.server.ts'
import { startAudit } from '#lib/notifications/audit/start-audit.server.ts'
import { forgetOldMessages } from '#lib/notifications/retention/forget-old.server.ts'
import { createSlackClicks } from '#lib/notifications/slack/handle-click.server.ts'
import { startDelivery } from '#lib/notifications/start-delivery.server.ts'
import { startDispatch } from '#lib/notifications/start-dispatch.server.ts'
import { startMails } from '#lib/notifications/start-mails.server.ts'
import { listenToAlerts } from '#lib/realtime/alert-line.server.ts'
import { listenToIncidents } from '#lib/realtime/incident-line.server.ts'
import { attachRealtime } from '#lib/realtime/sockets.server.ts'
import { createBinder } from '#lib/sessions/bind.server.ts'
import { customerOfSession } from '#lib/sessions/customer-of-session.server.ts'
import { dropOldFleetFindings } from '#lib/sessions/fleet/forget-old.server.ts'
import { createLive, type Live } from '#lib/sessions/live.server.ts'
import { pulseMs } from '#lib/sessions/pulse.ts'
import { keepReportCodes } from '#lib/sessions/report-codes/report-codes.server.ts'
import { deleteExpiredSessions } from '#lib/sessions/retention/retention.server.ts'
import { dropOldPulses, rollUpHours, rollUpMinutes } from '#lib/sessions/roll-up/roll-up.server.ts'
import { createTaker } from '#lib/sessions/take-report.server.ts'
import { startStatusRecorder } from '#lib/status-pages/recorder/start-status-recorder.server.ts'
import { createAccount } from '#lib/telemetry/account.server.ts'
import { collectHandler } from '#lib/telemetry/collect.server.ts'
import { hardenServer } from '#lib/telemetry/harden-server.server.ts'
import { createKeys } from '#lib/telemetry/keys.server.ts'
import { createQuotas } from '#lib/telemetry/quotas.ts'
import { createWriter } from '#lib/telemetry/write.server.ts'

/**
 * The engine: wiring only. Roles (EARSHOT_ROLES): ingest takes telemetry and holds live calls, realtime tells open
 * dashboards, worker rolls up and cleans up. Stops gracefully on SIGTERM; anything unforeseen ends the process, and
 * the supervisor starts another, because what was acked is on disk.
 */
const now = () => Date.now()
const engineId = randomUUID()
const loops: Loop[] = []
const stops: (() => Promise<void> | void)[] = []
let ready = false
let stopping = false

const settings = env()
const bus = inProcessBus((error) => log.error({ err: error }, 'a bus handler failed'))
const has = (role: 'ingest' | 'realtime' | 'worker') => settings.EARSHOT_ROLES.includes(role)

function startIngest(): { collect: (req: IncomingMessage, res: ServerResponse) => void; live: Live } {
  const onError = (error: unknown) => log.warn({ err: error }, 'the store failed')
  const writer = createWriter({
    pool: reservedPool('ingest', 2), // a crowd that joins must not hold up what is committed
    now,
    onError,
    onFlush: ({ rows, ms, waitedMs }) => {
      metrics.flushRows.observe(rows)
      metrics.flushSeconds.observe(ms / 1000)
      metrics.commitLagSeconds.observe((ms + waitedMs) / 1000)
    },
  })
  const keys = createKeys({ pool: pool('ingest'), onError })
  const account = createAccount({ pool: pool('ingest'), onError })
  const binder = createBinder()
  let reports = 0
  let perSecond = 0
  loops.push(
    startLoop('count-reports', 1_000, () => {
      perSecond = reports
      reports = 0
    }),
  )
  const live = createLive({
    bus,
    engine: engineId,
    now,
    forgetSession: binder.forgetSession,
    ingestPulse: () => {
      const { storeUp, storeDownSince, lastCommitAt } = writer.stats()
      const lagMs = lastCommitAt === null ? null : now() - lastCommitAt
      return { reportsPerSecond: perSecond, lagMs, storeUp, storeDownSince }
    },
  })
  const take = createTaker({
    bind: binder.bind,
    write: writer.write,
    keepReportCodes,
    hold: live.hold,
    apply: live.apply,
    now,
    onError: (error) => log.error({ err: error }, 'a committed batch did not reach its live call'),
  })
  const collect = collectHandler({
    take: (batch) => {
      reports += batch.reports.length
      return take(batch)
    },
    now,
    keys,
    quotas: createQuotas(),
    account,
    trustedProxyHops: settings.EARSHOT_TRUSTED_PROXIES,
    onError: (error, requestId) => log.error({ err: error, requestId }, 'a batch could not be taken'),
  })
  loops.push(
    startLoop('live-tick', 1_000, live.tick),
    startLoop('fleet-sample', 5_000, live.fleet.sample),
    startLoop('fleet-evaluate', fleetLimits.evaluateEveryMs, live.fleet.evaluate),
    startLoop('live-flush', 2_000, () => live.flush()),
    startLoop('pulse-flush', pulseMs, live.flushPulse),
    startLoop('apps-refresh', 10_000, live.refreshApps),
    startLoop('pins-refresh', 2_000, live.refreshPins),
    startLoop('writer-metrics', 1_000, () => {
      const stats = writer.stats()
      metrics.queueDepth.set(stats.queueDepth)
      metrics.queueBytes.set(stats.queuedBytes)
      metrics.storeUp.set(stats.storeUp ? 1 : 0)
      const held = live.stats()
      metrics.participantsLive.set(held.participants)
      metrics.sessionsLive.set(held.sessions)
    }),
  )
  stops.push(async () => {
    await writer.stop()
    await keys.stop()
    await account.stop()
    await live.flush(true)
    await live.flushPulse()
    live.stop()
  })
  return { collect, live }
}

function startWorker() {
  const hourMs = 3_600_000
  loops.push(
    startLoop('partitions', hourMs, async () => {
      await ensurePartitions(new Date(now()))
    }),
    startLoop('retention', 6 * hourMs, async () => {
      await dropExpired(new Date(now()))
      await deleteReleased(new Date(now()))
      await deleteExpiredSessions(new Date(now()))
      await dropOldPulses(new Date(now()))
      await dropOldFleetFindings(new Date(now()))
      await forgetOldMessages(new Date(now()))
    }),
    ...startAlertTimers({ pool: pool('worker'), holder: engineId }),
    ...startIncidents({ pool: pool('worker'), holder: engineId }),
    startLearningChecks({ pool: pool('worker'), holder: engineId }),
    startLoop('roll-up-minutes', 10_000, () => rollUpMinutes(new Date(now()))),
    startLoop('roll-up-hours', 60_000, () => rollUpHours(new Date(now()))),
  )
  const intake = startIntake({ now })
  loops.push(...intake.loops, ...startAudit({ now }).loops)
  stops.push(intake.stop)
  const rules = startRules({ now })
  loops.push(...rules.loops)
  stops.push(rules.stop)
  loops.push(...startStatusRecorder({ holder: engineId, now }).loops)
  const dispatch = startDispatch(engineId)
  loops.push(...dispatch.loops)
  stops.push(dispatch.stop)
  const delivery = startDelivery()
  loops.push(...delivery.loops)
  stops.push(delivery.stop)
  const mails = startMails()
  loops.push(...mails.loops)
  stops.push(mails.stop)
}

async function isStoreUp(): Promise<boolean> {
  return pool('ingest')
    .query('SELECT 1')
    .then(
      () => true,
      () => false,
    )
}

async function answerReady(res: ServerResponse) {
  const storeUp = await isStoreUp()
  const ok = ready && storeUp && !stopping
  const body = { ready: ok, storeUp, rebuilt: ready, stopping, loops: loops.map((loop) => loop.health()) }
  res.writeHead(ok ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  res.end(JSON.stringify(body))
}

const isLoopback = (address: string | undefined) =>
  address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1'

async function answerMetrics(req: IncomingMessage, res: ServerResponse) {
  const token = settings.EARSHOT_METRICS_TOKEN
  const allowed =
    token === undefined
      ? isLoopback(req.socket.remoteAddress)
      : req.headers.authorization === `Bearer ${token}`
  if (!allowed) {
    res.writeHead(token === undefined ? 403 : 401, { 'content-type': 'text/plain' })
    res.end('metrics are for this machine, or for who has EARSHOT_METRICS_TOKEN\n')
    return
  }
  const { contentType, body } = await metricsText()
  res.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' })
  res.end(body)
}

/** An answer that cannot be made is a 500 for who asked, never the end of the process. */
function answer(res: ServerResponse, made: Promise<void>) {
  made.catch((error: unknown) => {
    log.error({ err: error }, 'a page of the engine failed')
    if (!res.headersSent) res.writeHead(500)
    res.end()
  })
}

async function main() {
  const ingest = has('ingest') ? startIngest() : null
  const door = createIntakeDoor({ now, trustedProxyHops: settings.EARSHOT_TRUSTED_PROXIES })
  const slackClicks = createSlackClicks({
    now: () => new Date(),
    onError: (error) => log.error({ err: error }, 'a click in Slack could not be done'),
  })
  const server = createServer((req, res) => {
    const path = req.url?.split('?', 1)[0] ?? '/'
    const outside = ingest && door(path)
    if (path.startsWith('/collect/') && ingest) ingest.collect(req, res)
    else if (ingest && slackClicks.handle(req, res)) return
    else if (outside) outside(req, res)
    else if (path === '/healthz') res.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n')
    else if (path === '/readyz') answer(res, answerReady(res))
    else if (path === '/metrics') answer(res, answerMetrics(req, res))
    else res.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n')
  })
  // Behind proxies every request comes from the proxy's address: the cap per address is then theirs to keep.
  hardenServer(
    server,
    settings.EARSHOT_TRUSTED_PROXIES > 0 ? { maxPerAddress: Number.POSITIVE_INFINITY } : {},
  )
  await ensurePartitions(new Date(now()))
  if (ingest) await ingest.live.rebuild()
  if (has('worker')) startWorker()
  if (has('realtime')) {
    const realtime = attachRealtime({
      server,
      bus,
      allowedOrigin: new URL(settings.EARSHOT_URL).origin,
      memberFromCookieHeader,
      findEndedSignIns,
      readScope,
      customerOfSession,
      alerts: listenToAlerts(),
      incidents: listenToIncidents(),
      now,
      log,
    })
    onScrape(() => metrics.sockets.set(realtime.stats().sockets))
    stops.unshift(() => realtime.stop())
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.ENGINE_PORT, resolve)
  })
  ready = true
  log.info({ port: settings.ENGINE_PORT, roles: settings.EARSHOT_ROLES }, 'engine ready')
  process.send?.('ready')

  const stop = async () => {
    if (stopping) return
    stopping = true
    const forced = setTimeout(() => process.exit(1), 10_000)
    forced.unref()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeIdleConnections()
    await Promise.all(loops.map((loop) => loop.stop()))
    for (const end of stops)
      await Promise.resolve(end()).catch((error: unknown) => log.error({ err: error }, 'stopping'))
    server.closeAllConnections()
    await closed
    await closePools()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
  process.on('disconnect', () => void stop()) // the supervisor is gone
}

for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error) => {
    log.fatal({ err: error }, 'the engine ends after an unforeseen error')
    process.exit(1)
  })

await main().catch((error: unknown) => {
  log.fatal({ err: error }, 'the engine could not start')
  process.exit(1)
})
