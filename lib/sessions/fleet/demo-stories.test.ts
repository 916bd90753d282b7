import { beforeAll, describe, expect, test } from 'vitest'
import { advanceFindings, openKeys } from '#lib/diagnosis/fleet/advance-findings.ts'
import type { FleetFinding } from '#lib/diagnosis/fleet/contract.ts'
import { partsOf } from '#lib/diagnosis/fleet/owned-values.ts'
import { evaluateRows } from '#lib/diagnosis/fleet/picture-causes.ts'
import { createSessionDiagnosis } from '#lib/diagnosis/session-diagnosis.ts'
import { createTraffic } from '#lib/simulator/run-traffic.ts'
import { stories } from '#lib/simulator/stories.ts'
import type { WireReport } from '#lib/telemetry/columns.ts'
import type { WireEvent } from '#lib/telemetry/event-types.ts'
import { createAppLive } from '../app-live.ts'
import { createLiveParticipant } from '../live-participant.ts'
import { applyRows, createRegistry, type LiveRegistry, sweep } from '../live-registry.ts'
import { createLiveSession, type LiveSession } from '../live-session.ts'
import { createFleetWatch, fleetRows, sampleFleet } from './fleet-watch.ts'
import { tellCalls } from './tell-calls.ts'

/** The demo's traffic, through the live calls, to what the fleet method says of it. Half a minute after half a minute. */
const customers: Readonly<Record<string, string>> = {
  'video-visits': 'acme',
  'triage-line': 'acme',
  'virtual-classroom': 'brightside',
  'parent-calls': 'brightside',
  'advisor-video': 'cobalt',
  'support-chat': 'cobalt',
  'dispatch-voice': 'dunmore',
}

type Body = {
  key: string
  boot: string
  app: string
  session: { id: string; name: string }
  participant: { id: string; name: string; tags: Record<string, string> }
  client?: Record<string, unknown>
  reports: WireReport[]
  events: WireEvent[]
}

function sessionOf(registry: LiveRegistry, { key, session: { id } }: Body, now: number): LiveSession {
  const known = registry.sessions.get(id)
  if (known) return known
  const made = createLiveSession({
    customerId: customers[key] ?? '',
    appId: key,
    sessionId: id,
    day: '2026-11-24',
    externalId: id,
    name: null,
    simulated: true,
    tags: {},
    startedAt: now,
  })
  let findings = 0
  made.diagnosis = createSessionDiagnosis(id, () => `${id} finding ${findings++}`)
  registry.sessions.set(id, made)
  return made
}

/** As the engine takes a batch, without the store. */
function take(registry: LiveRegistry, body: Body, now: number) {
  const session = sessionOf(registry, body, now)
  const participantId = `${session.sessionId} ${body.participant.id}`
  const one =
    session.participants.get(participantId) ??
    createLiveParticipant({
      participantId,
      externalId: body.participant.id,
      name: body.participant.name,
      role: null,
      client: body.client ?? {},
      tags: body.participant.tags,
      joinedAt: now,
      bootNo: 1,
      heardAt: now,
    })
  session.participants.set(participantId, one)
  const { customerId, appId, sessionId, day } = session
  const binding = { customerId, appId, sessionId, participantId, bootNo: 1, day }
  const reports = body.reports.map((report) => ({ at: report[1], clamped: false, report, text: '' }))
  const events = body.events.map((event) => ({ at: event.t, clamped: false, event }))
  const written = { reports: reports.map(() => true), events: events.map(() => true), committedAt: now }
  applyRows(registry, session, one, { binding, receivedAt: now, reports, events }, written, now)
}

type Told = {
  call: string
  kind: string
  text: string | null
  affected: number
  isOpen: boolean
  rank: number | null
  explainedBy: string | null
  /** neither context nor a hint */
  isClaim: boolean
}
type Seen = { second: number; findings: FleetFinding[]; told: Told[] }

function toldIn(registry: LiveRegistry): Told[] {
  return [...registry.sessions.values()].flatMap(({ sessionId: call, diagnosis }) =>
    [...(diagnosis?.findings.values() ?? [])].map(
      ({ kind, evidence, affected, clearedAt, rank, explainedBy, severity, confidence }) => ({
        isClaim: confidence !== 'low' && severity !== 'info',
        call,
        kind,
        text: evidence[0]?.text ?? null,
        affected: affected.length,
        isOpen: clearedAt === null,
        rank,
        explainedBy,
      }),
    ),
  )
}

async function watchDemo(seconds: number): Promise<Seen[]> {
  let now = Date.UTC(2026, 10, 24, 12)
  const startedAt = now
  const registry = createRegistry(now)
  for (const [appId, customerId] of Object.entries(customers))
    registry.apps.set(appId, createAppLive({ customerId, customerName: '', appId, appName: appId }))
  let made = 0
  const traffic = createTraffic(new Map(stories.map(({ appSlug }) => [appSlug, appSlug])), {
    now: () => now,
    uuid: () => `id ${made++}`,
    post: async (text) => {
      take(registry, JSON.parse(text) as Body, now)
      return { intervalMs: 5_000 }
    },
  })
  const watch = createFleetWatch()
  const seen: Seen[] = []
  let open: FleetFinding[] = []
  for (let second = 0; second <= seconds; second++, now += 1_000) {
    traffic.step()
    sweep(registry, now)
    await new Promise((resolve) => setImmediate(resolve)) // what was posted arrives
    if (second % 5 === 0) sampleFleet(watch, registry, now)
    if (second % 30 !== 0 || second === 0) continue
    const rows = fleetRows(watch, now)
    open = advanceFindings(open, evaluateRows(rows, openKeys(open)), now, () => `f${made++}`).open
    tellCalls(open, rows, registry, now)
    seen.push({ second: (now - startedAt) / 1_000, findings: open, told: toldIn(registry) })
  }
  return seen
}

describe('the demo', () => {
  let seen: Seen[] = []
  beforeAll(async () => {
    seen = await watchDemo(250)
  }, 240_000) // a busy machine takes its time

  const confirmed = (dimension: string) =>
    seen.flatMap(({ second, findings }) =>
      findings
        .filter((one) => one.phase === 'confirmed' && one.dimension === dimension)
        .map((finding) => ({
          second,
          finding,
          name: partsOf({ dimension: 'site', value: finding.value }).at(-1)?.name,
        })),
    )

  test('the relay that fills up is named while it does, over both customers whose people it carries', () => {
    const [first] = confirmed('turn')
    expect(first?.finding.value).toBe('turn-eu-west-1')
    expect(first?.second).toBeLessThanOrEqual(200)
    expect(first?.finding.customers.map(({ customerId }) => customerId).sort()).toEqual([
      'brightside',
      'cobalt',
    ])
  })

  test('the branch with bad Wi-Fi is named as one site', () => {
    const [first] = confirmed('site')
    expect(first?.finding.value).toBe('cobalt\u001fbranch-7')
    expect(first?.second).toBeLessThanOrEqual(240)
  })

  test('the calls it touches are told once, the others are not', () => {
    const at = seen.find(({ second }) => second === 240)
    const relay = at?.told.filter(({ kind }) => kind === 'turn-server-degraded') ?? []
    expect(relay.length).toBeGreaterThan(3)
    expect(
      relay.every(
        ({ call, text, isOpen }) =>
          /^(class|abroad)/.test(call) && isOpen && text === 'TURN server turn-eu-west-1',
      ),
    ).toBe(true)
    expect(new Set(relay.map(({ call }) => call)).size).toBe(relay.length)
    const site = at?.told.filter(({ kind }) => kind === 'isp-degraded') ?? []
    expect(site.length).toBeGreaterThan(6)
    expect(site.every(({ call, affected }) => call.startsWith('branch') && affected === 1)).toBe(true)
  })

  test('a cause that is shared is the root of what its people suffer, which folds under it', () => {
    const at = seen.find(({ second }) => second === 180)
    const relay = at?.told.filter(({ kind, isOpen }) => kind === 'turn-server-degraded' && isOpen) ?? []
    expect(relay.map(({ rank }) => rank)).toEqual(relay.map(() => 1))
    const folded =
      at?.told.filter(({ kind, explainedBy }) => kind.endsWith('loss') && explainedBy !== null) ?? []
    expect(folded.length).toBeGreaterThan(3)
  })

  test('nothing else is blamed', () => {
    const all = seen.flatMap(({ findings }) => findings.filter(({ phase }) => phase === 'confirmed'))
    expect([...new Set(all.map(({ dimension, value }) => `${dimension}=${value}`))].sort()).toEqual([
      'site=cobalt\u001fbranch-7',
      'turn=turn-eu-west-1',
    ])
  })

  /** Every kind that was ever told in the calls of one room, without context and hints. */
  const toldOf = (room: RegExp) => {
    const all = seen.flatMap(({ told }) => told.filter(({ call, isClaim }) => isClaim && room.test(call)))
    return {
      kinds: new Set(all.map(({ kind }) => kind)),
      roots: new Set(all.filter(({ rank }) => rank === 1).map(({ kind }) => kind)),
    }
  }

  test.each<[string, RegExp, string[]]>([
    [
      'the release that loses the camera, with the error that it throws',
      /^parents/,
      ['camera-frozen', 'application-error'],
    ],
    ['the visitor who refuses the microphone', /^triage-denied/, ['permission-denied']],
    ['the branch whose upload is lossy', /^branch/, ['uplink-packet-loss']],
    ['what the relayed receive', /^class/, ['downlink-packet-loss']],
    ['the chat that comes late', /^(chat|support)/, ['chat-delivery-delayed']],
    ['the app that goes silent', /^dispatch/, ['telemetry-gap']],
  ])('each call says for itself: %s', (_story, room, kinds) => {
    for (const kind of kinds) expect([...toldOf(room).kinds]).toContain(kind)
  })

  test('a refused microphone is the root of the failed join, not beside it', () => {
    expect([...toldOf(/^triage-denied/).roots]).toEqual(['permission-denied'])
  })

  test('calls in which nothing is wrong are accused of nothing', () => {
    expect([...toldOf(/^(visit|advice|triage-\d)/).kinds]).toEqual([])
  })
})
