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
    notice: 'Many people suffer at the same time, all through {shared}.',
    cause: '{shared} is the trouble of all of them',
    remedy: 'Drain the node; check CPU, network card and packet drops; move calls to another region.',
    owner: 'platform-ops',
    raise: fleet,
    clear: fleetClear,
    source: 'quality model §6 [H]',
  },
  'turn-server-degraded': {
    title: 'TURN server affects many people',
    notice: 'People who come through {shared} suffer, others do not.',
    cause: '{shared} is what they share',
    remedy:
      'Take the server out of the ICE configuration; check its bandwidth cap, CPU, port range and TLS offload.',
    owner: 'platform-ops',
    raise: fleet,
    clear: fleetClear,
    source: 'quality model §6 [H]',
  },
  'region-degraded': {
    title: 'A whole region suffers',
    notice: 'The people of {shared} suffer, those elsewhere do not.',
    cause: 'the trouble is in {shared}',
    remedy: 'Shift traffic to the neighbouring region; check provider status and transit.',
    owner: 'platform-ops',
    raise: fleet,
    clear: fleetClear,
    source: 'quality model §6 [H]',
  },
  'isp-degraded': {
    title: 'One provider or site suffers',
    notice: 'The people of {shared} suffer, on any server.',
    cause: 'the network of {shared} is what they share',
    remedy:
      'Tell the customer’s IT or the provider: name, region and start time; offer TURN over another route.',
    owner: 'isp',
    raise: fleet,
    clear: fleetClear,
    source: 'quality model §6 [H]',
  },
  'browser-regression': {
    title: 'One version is worse than before',
    notice: 'People with {shared} suffer, since its update.',
    cause: '{shared} is worse than the version before it',
    remedy: 'Read its release notes, roll the app or SDK back, report the browser bug with these figures.',
    owner: 'app-dev',
    raise: fleet,
    clear: '6 h without a finding',
    source: 'quality model §6 [H]',
  },
} as const satisfies Catalogue
