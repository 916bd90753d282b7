import type { Finding } from '#lib/diagnosis/contract.ts'
import type { AppTile, AttentionRow, ParticipantView, Point, SessionView } from '#lib/sessions/contract.ts'
import { pointMetrics } from '#lib/sessions/contract.ts'
import type { IngestPulse, SessionFrame, WallNews } from '#lib/sessions/live-messages.ts'

/** Made-up tiles, sessions and news for the tests; nothing of it reaches the product. */
export const noon = Date.UTC(2026, 10, 23, 12)

export function tile(appId: string, customerId: string, participants = 1): AppTile {
  return {
    appId,
    appName: `App ${appId}`,
    customerId,
    customerName: `Customer ${customerId}`,
    sessions: 1,
    participants,
    simulated: 0,
    byBand: { good: participants, fair: 0, poor: 0, bad: 0, unknown: 0 },
    joinAttempts: participants,
    joinFailures: 0,
    health: 90,
    healthBand: 'good',
    scoredMinutes: 30,
    degradedMinutes: 0,
    lastReportAt: noon,
    silentSince: null,
    trend: Array.from({ length: 60 }, (_, minute) => (minute % 7 === 0 ? null : 4.1)),
    worst: null,
    causes: [],
  }
}

export function attention(sessionId: string, customerId: string, score = 2): AttentionRow {
  return {
    sessionId,
    appId: 'a',
    appName: 'App a',
    customerId,
    customerName: `Customer ${customerId}`,
    name: 'Daily',
    simulated: false,
    band: 'poor',
    score,
    since: noon,
    participants: 2,
    affected: 1,
    worstParticipant: 'Ada',
    reason: 'packet loss',
    painMinutes: 1.5,
    recentPainMinutes: 1.5,
    painPerMinute: 1,
    cause: 'path-packet-loss',
    sentence: 'Ada hears the others chopped.',
    causes: ['path-packet-loss'],
  }
}

export const calmIngest: IngestPulse = {
  reportsPerSecond: 75,
  lagMs: 12,
  storeUp: true,
  storeDownSince: null,
}

export function wallNews(tiles: AppTile[], rest: Partial<WallNews> = {}): WallNews {
  return {
    engine: 'one',
    at: noon,
    tiles,
    gone: [],
    attention: null,
    ingest: calmIngest,
    fleet: null,
    ...rest,
  }
}

export function session(sessionId: string, customerId: string, participantsNow = 1): SessionView {
  return {
    sessionId,
    customerId,
    customerName: `Customer ${customerId}`,
    appId: 'a',
    appName: 'App a',
    externalId: 'room-1',
    name: null,
    simulated: false,
    state: 'live',
    endReason: null,
    startedAt: noon,
    endedAt: null,
    lastReportAt: noon,
    participantsNow,
    participantsPeak: participantsNow,
    score: 4,
    band: 'good',
    bandSince: noon,
    reason: null,
    model: 'test',
    tags: {},
    source: 'live',
    importedFrom: null,
    painMinutes: 0,
    cause: null,
    causes: [],
    pinned: null,
  }
}

export function participant(participantId: string, score = 4): ParticipantView {
  return {
    participantId,
    externalId: participantId,
    name: null,
    role: null,
    state: 'present',
    leftReason: null,
    joinedAt: noon,
    leftAt: null,
    lastReportAt: noon,
    transport: 'connected',
    path: { localCandidateType: 'host', protocol: 'udp', relayProtocol: null },
    score,
    receiveScore: score,
    sendScore: score,
    band: 'good',
    bandSince: noon,
    reason: null,
    deductions: [],
    model: 'test',
    browser: null,
    os: null,
    appVersion: null,
    region: null,
    painMinutes: 0,
    join: null,
    tracks: [],
    chat: null,
  }
}

export function point(participantId: string, at: number, score = 4): Point {
  return { participantId, at, values: pointMetrics.map((metric) => (metric === 'score' ? score : null)) }
}

export function frame(sessionId: string, customerId: string): SessionFrame {
  return {
    session: session(sessionId, customerId),
    participants: [participant('p1')],
    points: [point('p1', noon)],
    findings: [],
  }
}

export function finding(findingId: string, clearedAt: number | null = null): Finding {
  return {
    findingId,
    kind: 'uplink-packet-loss',
    model: 'test',
    sessionId: 's',
    participantId: 'p1',
    aboutId: null,
    connection: null,
    track: null,
    direction: 'send',
    side: 'network-up',
    severity: 'major',
    confidence: 'high',
    owner: 'customer-it',
    openedAt: noon,
    raisedAt: noon + 4_000,
    clearedAt,
    closeReason: clearedAt === null ? null : 'cleared',
    evidence: [],
    affected: ['p2'],
    explainedBy: null,
    rank: 1,
  }
}
