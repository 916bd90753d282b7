import { limits as l } from '../limits.ts'
import type { Catalogue } from './entry.ts'

const s = (ms: number) => `${ms / 1000} s`
const fleet = 'a fleet evaluation names it: see docs/fleet.md'
const fleetClear = 'the risk ratio’s lower bound < 1.2 for 3 minutes'

export const server = {
  'server-not-forwarding': {
    title: 'Server receives but does not send on',
    notice: '{who} is invisible or inaudible for some.',
    cause: 'the server gets the media of {who} and does not pass it on',
    remedy:
      'Subscribe again or publish again as first aid; check the server’s log for the track, its worker and the subscription.',
    owner: 'platform-ops',
    raise: `the far end reports < ${l.forwarding.maxLossPct} % loss of what {who} sends, and a receiver gets nothing of it for ${s(l.forwarding.holdMs)} while its other streams flow`,
    clear: `packets for ${s(l.forwarding.clearMs)}`,
    source: '[H]',
  },
  'server-degraded': {
    title: 'Media server affects many people',
    notice: 'Many people of one media server suffer at the same time.',
    cause: 'one media server',
    remedy: 'Drain the node; check CPU, network card and packet drops; move calls to another region.',
    owner: 'platform-ops',
    raise: fleet,
    clear: fleetClear,
    source: 'quality model §6 [H]',
  },
  'turn-server-degraded': {
    title: 'TURN server affects many people',
    notice: 'People behind firewalls suffer, others do not.',
    cause: 'one TURN server',
    remedy:
      'Take the server out of the ICE configuration; check its bandwidth cap, CPU, port range and TLS offload.',
    owner: 'platform-ops',
    raise: fleet,
    clear: fleetClear,
    source: 'quality model §6 [H]',
  },
  'region-degraded': {
    title: 'A whole region suffers',
    notice: 'All people of one region suffer.',
    cause: 'one region or data centre',
    remedy: 'Shift traffic to the neighbouring region; check provider status and transit.',
    owner: 'platform-ops',
    raise: fleet,
    clear: fleetClear,
    source: 'quality model §6 [H]',
  },
  'isp-degraded': {
    title: 'One provider or site suffers',
    notice: 'People of one provider or office suffer, on any server.',
    cause: 'one provider or site',
    remedy:
      'Tell the customer’s IT or the provider: name, region and start time; offer TURN over another route.',
    owner: 'isp',
    raise: fleet,
    clear: fleetClear,
    source: 'quality model §6 [H]',
  },
  'browser-regression': {
    title: 'One version is worse than before',
    notice: 'People with one version suffer since its update.',
    cause: 'one version of a browser, system, SDK or app',
    remedy: 'Read its release notes, roll the app or SDK back, report the browser bug with these figures.',
    owner: 'app-dev',
    raise: fleet,
    clear: '6 h without a finding',
    source: 'quality model §6 [H]',
  },
} as const satisfies Catalogue
