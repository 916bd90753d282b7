import type { Dimension } from './fleet-row.ts'

/** What a shared cause is called in the catalogue, and who can do something about it. */
export const fleetKinds = [
  'server-degraded',
  'turn-server-degraded',
  'region-degraded',
  'isp-degraded',
  'browser-regression',
  'application-degraded',
  'platform-degraded',
] as const
export type FleetKind = (typeof fleetKinds)[number]

/** How far a cause reaches, from one person to everything. */
export const fleetScopes = [
  'site',
  'provider',
  'server',
  'region',
  'release',
  'application',
  'platform',
] as const
export type FleetScope = (typeof fleetScopes)[number]

export type FleetDimension = Dimension | 'platform'
export type About = {
  kind: FleetKind
  scope: FleetScope
  owner: 'platform-ops' | 'app-dev' | 'customer-it' | 'isp'
  /** how the sentence begins */
  verdict: string
  /** what a value of this dimension is */
  noun: string
  /** what to do */
  remedy: string
}

const server = { scope: 'server', owner: 'platform-ops', verdict: 'It is us' } as const
const relay = {
  ...server,
  kind: 'turn-server-degraded',
  remedy:
    'Take it out of the ICE configuration, then check its bandwidth cap, CPU, port range and TCP/TLS offload.',
} as const
const release = {
  kind: 'browser-regression',
  scope: 'release',
  owner: 'app-dev',
  remedy:
    'Read what changed in it, roll it back where it is ours, and report it with these figures where it is not.',
} as const
const application = {
  kind: 'application-degraded',
  scope: 'application',
  owner: 'app-dev',
  verdict: 'It is one app',
  remedy:
    'Look for a change in the app or in how it is set up: a deployment, a setting, a limit, its signalling.',
} as const

export const aboutDimension: Readonly<Record<FleetDimension, About>> = {
  site: {
    kind: 'isp-degraded',
    scope: 'site',
    owner: 'customer-it',
    verdict: 'It is one site',
    noun: 'site',
    remedy: 'Tell the customer’s IT the site and since when: its uplink, its wireless network, its firewall.',
  },
  network: {
    kind: 'isp-degraded',
    scope: 'provider',
    owner: 'isp',
    verdict: 'It is one network',
    noun: 'network',
    remedy: 'Tell the provider network, region and start; offer TURN over another route meanwhile.',
  },
  turn: { ...relay, noun: 'TURN server' },
  relay: { ...relay, noun: 'paths' },
  regionRelay: { ...relay, noun: 'region' },
  sfu: {
    ...server,
    kind: 'server-degraded',
    noun: 'media server',
    remedy: 'Drain it, then check CPU, network card and dropped packets; move its calls to another.',
  },
  region: {
    kind: 'region-degraded',
    scope: 'region',
    owner: 'platform-ops',
    verdict: 'It is us',
    noun: 'region',
    remedy: 'Move traffic to the neighbouring region, then check the provider’s status and the transit.',
  },
  codec: { ...release, verdict: 'It is one codec', noun: 'codec' },
  browserMajor: { ...release, verdict: 'It is one browser version', noun: 'browser' },
  os: { ...release, verdict: 'It is one operating system', noun: 'system' },
  sdkVersion: { ...release, verdict: 'It is one release', noun: 'SDK' },
  appVersion: { ...release, verdict: 'It is one release', noun: 'release' },
  appBrowser: { ...release, verdict: 'It is one app in one browser', noun: 'app' },
  app: { ...application, noun: 'app' },
  customer: { ...application, verdict: 'It is one customer’s calls', noun: 'customer' },
  platform: {
    kind: 'platform-degraded',
    scope: 'platform',
    owner: 'platform-ops',
    verdict: 'It is us, everywhere',
    noun: 'the whole platform',
    remedy: 'Half of everybody is bad and nothing tells them apart: look at what all calls share.',
  },
}
