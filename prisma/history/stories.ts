import type { ComponentImpact, FactorKind, IncidentSeverity } from '../../lib/incidents/contract.ts'

/**
 * What the demo MSP went through in the last 90 days: a few causes that come back until something is done about them.
 * All of it is made up and marked as demo data.
 */
export type Occurrence = {
  daysAgo: number
  /** in the customer's own zone */
  localHour: number
  minutes: number
  /** the customer called first, so many minutes after it began */
  customerCalledAfter?: number
  /** nobody had to answer: it went away before */
  unacknowledged?: true
  reviewed?: true
}

export type Story = {
  key: string
  customer: 'acme' | 'brightside' | 'cobalt' | 'dunmore'
  app: string
  region?: string
  packKey: string
  severity: IncidentSeverity
  title: string
  publicTitle: string
  components: readonly ComponentKind[]
  componentImpact: ComponentImpact
  cause: FactorKind
  causeText: string
  /** share of people in calls that it hits */
  share: number
  joinsFail: boolean
  said: { investigating: string; identified: string; monitoring: string; resolved: string }
  factors: readonly { kind: FactorKind; text: string }[]
  learned: { happened: string; noticed: string; mended: string; well: string; hard: string }
  action?: {
    title: string
    kind: 'prevent' | 'detect' | 'mitigate' | 'process'
    owner: 'operator' | 'manager' | 'admin'
    /** null = still open, due in `dueIn` days from now (negative = overdue) */
    doneDaysAgo: number | null
    dueIn?: number
    outcome: 'held' | 'watching' | 'recurred' | 'none'
  }
  occurrences: readonly Occurrence[]
}
export type ComponentKind = 'join' | 'audio' | 'video' | 'screen-share' | 'chat'

export const stories: readonly Story[] = [
  {
    key: 'relay-full',
    customer: 'acme',
    app: 'video-visits',
    region: 'us-east',
    packKey: 'people-in-poor-calls',
    severity: 'major',
    title: 'Relayed visits lose packets on turn-2',
    publicTitle: 'Choppy audio and video in some visits',
    components: ['audio', 'video'],
    componentImpact: 'partial-outage',
    cause: 'server',
    causeText: 'One relay carried twice its share of the traffic because a health check kept the others out.',
    share: 0.34,
    joinsFail: false,
    said: {
      investigating:
        'Some visits have choppy audio and video since the time above. We are looking for what they share.',
      identified: 'Visits that run over one of our relay servers are hit. We are moving them to others.',
      monitoring: 'New visits use other relays and are fine again. We keep watching.',
      resolved:
        'Visits have been fine for half an hour. Calls that ran meanwhile may have been hard to follow.',
    },
    factors: [
      { kind: 'server', text: 'A relay ran at its network limit; packets were dropped on the way out.' },
      { kind: 'process', text: 'The health check asked whether a relay is up, not whether it is full.' },
    ],
    learned: {
      happened: 'A relay dropped 6 to 11 % of what it forwarded while two others stood idle.',
      noticed: 'The rule on poor calls fired three minutes after the first visit went bad.',
      mended: 'The relay was taken out of the pool and its calls moved at their next ICE restart.',
      well: 'The shared cause was on screen before anybody searched for it.',
      hard: 'Nothing showed how full a relay is.',
    },
    action: {
      title: 'Take relays out of the pool when they pass 70 % of their bandwidth',
      kind: 'prevent',
      owner: 'admin',
      doneDaysAgo: 44,
      outcome: 'held',
    },
    occurrences: [
      { daysAgo: 86, localHour: 10, minutes: 64, reviewed: true },
      { daysAgo: 71, localHour: 11, minutes: 41 },
      { daysAgo: 52, localHour: 10, minutes: 52, customerCalledAfter: 4, reviewed: true },
    ],
  },
  {
    key: 'browser-audio',
    customer: 'brightside',
    app: 'virtual-classroom',
    packKey: 'critical-finding-on-several',
    severity: 'critical',
    title: 'Pupils on the newest Chrome send silence',
    publicTitle: 'Some pupils cannot be heard',
    components: ['audio'],
    componentImpact: 'partial-outage',
    cause: 'browser',
    causeText: 'A browser release suspends the audio context when the tab was opened in the background.',
    share: 0.22,
    joinsFail: false,
    said: {
      investigating: 'Some pupils cannot be heard by their class. We are finding out which ones.',
      identified: 'Pupils with the newest version of Chrome are hit. Leaving and joining once more helps.',
      monitoring: 'The classroom now resumes the microphone by itself. We keep watching.',
      resolved: 'Everybody can be heard again.',
    },
    factors: [
      { kind: 'browser', text: 'The new release suspends audio that starts in a background tab.' },
      { kind: 'application', text: 'The classroom opens lessons in a background tab.' },
    ],
    learned: {
      happened: 'About a fifth of the pupils were silent for their teachers until they joined again.',
      noticed: 'The finding "sends silence" was raised on eleven people within two minutes.',
      mended: 'The app resumes its audio context on the first click.',
      well: 'The breakdown by browser version showed the cause at once.',
      hard: 'There was no test of lessons that open in the background.',
    },
    action: {
      title: 'Run the pre-release browsers through the classroom every night',
      kind: 'detect',
      owner: 'manager',
      doneDaysAgo: 35,
      outcome: 'recurred',
    },
    occurrences: [
      { daysAgo: 68, localHour: 9, minutes: 96, customerCalledAfter: 11, reviewed: true },
      { daysAgo: 40, localHour: 9, minutes: 38, reviewed: true },
      { daysAgo: 19, localHour: 8, minutes: 33 },
    ],
  },
  {
    key: 'sign-on',
    customer: 'cobalt',
    app: 'advisor-video',
    packKey: 'joins-failing',
    severity: 'critical',
    title: 'Advisors cannot join: signalling answers 401',
    publicTitle: 'Joining a meeting fails',
    components: ['join'],
    componentImpact: 'major-outage',
    cause: 'vendor',
    causeText: 'The identity provider rotated its keys; tokens were refused until the cache ran out.',
    share: 0.71,
    joinsFail: true,
    said: {
      investigating: 'Most attempts to join a meeting fail. Meetings that are under way go on.',
      identified: 'Our sign-on is refused since a change of keys. We are loading the new ones.',
      monitoring: 'Joining works again. We keep watching.',
      resolved: 'Joining has worked for everybody for half an hour.',
    },
    factors: [
      { kind: 'vendor', text: 'Keys were rotated an hour before their announced time.' },
      {
        kind: 'server',
        text: 'Keys were cached for an hour and not asked for again when a token was refused.',
      },
    ],
    learned: {
      happened: 'Seven of ten attempts to join failed with 401.',
      noticed: 'The rule on failing joins fired after one minute.',
      mended: 'The cache of keys was emptied by hand.',
      well: 'The first update stood on the status page six minutes after the alert.',
      hard: 'Two people looked at the media servers first, because joins had failed there last time.',
    },
    action: {
      title: 'Ask for the keys again when a token is refused',
      kind: 'prevent',
      owner: 'operator',
      doneDaysAgo: 22,
      outcome: 'watching',
    },
    occurrences: [
      { daysAgo: 59, localHour: 9, minutes: 47, reviewed: true },
      { daysAgo: 26, localHour: 14, minutes: 29, reviewed: true },
    ],
  },
  {
    key: 'carrier',
    customer: 'dunmore',
    app: 'dispatch-voice',
    packKey: 'people-in-poor-calls',
    severity: 'major',
    title: 'Drivers on one carrier hear gaps',
    publicTitle: 'Gaps in calls with drivers on the road',
    components: ['audio'],
    componentImpact: 'degraded',
    cause: 'network',
    causeText: 'The mobile carrier reorders packets in the evening hours.',
    share: 0.27,
    joinsFail: false,
    said: {
      investigating: 'Calls with some drivers have gaps. We are comparing networks.',
      identified: 'Drivers on one mobile network are hit; others are not. We have told the carrier.',
      monitoring: 'It eased with the evening. We keep watching.',
      resolved: 'Calls with drivers are fine again.',
    },
    factors: [
      { kind: 'network', text: 'Jitter of 90 to 140 ms on one carrier only, between 17 and 19 h.' },
      { kind: 'application', text: 'The jitter buffer is capped at 80 ms.' },
    ],
    learned: {
      happened: 'A quarter of the calls had gaps in the evening.',
      noticed: 'The rule on poor calls; the fleet page named the carrier.',
      mended: 'It ended by itself when the evening traffic went down.',
      well: 'We could show the carrier numbers of our own.',
      hard: 'There is nobody at the carrier whom we can call at night.',
    },
    action: {
      title: 'Let the jitter buffer grow to 200 ms for drivers',
      kind: 'mitigate',
      owner: 'manager',
      doneDaysAgo: null,
      dueIn: -3,
      outcome: 'none',
    },
    occurrences: [
      { daysAgo: 77, localHour: 17, minutes: 88, unacknowledged: true },
      { daysAgo: 63, localHour: 17, minutes: 71, customerCalledAfter: 19 },
      { daysAgo: 49, localHour: 18, minutes: 66, unacknowledged: true },
      { daysAgo: 28, localHour: 17, minutes: 93, reviewed: true },
      { daysAgo: 12, localHour: 17, minutes: 58 },
    ],
  },
  {
    key: 'clinic-wifi',
    customer: 'acme',
    app: 'triage-line',
    packKey: 'people-in-bad-calls',
    severity: 'minor',
    title: 'Triage calls from one clinic lose what they send',
    publicTitle: 'Calls from one of your sites are hard to follow',
    components: ['audio'],
    componentImpact: 'degraded',
    cause: 'network',
    causeText: 'The guest Wi-Fi of one clinic is full at shift change.',
    share: 0.12,
    joinsFail: false,
    said: {
      investigating: 'Calls from one of your sites are hard to follow.',
      identified: 'Only devices on that site’s guest Wi-Fi are hit. The service itself is fine.',
      monitoring: 'It is better since the shift changed.',
      resolved: 'Calls from that site are fine again. Your network team has the times and numbers.',
    },
    factors: [{ kind: 'network', text: 'Uplink loss of 9 % on one access network, nowhere else.' }],
    learned: {
      happened: 'Nurses on one site were heard in pieces for half an hour.',
      noticed: 'The rule on bad calls.',
      mended: 'It ended with the shift change.',
      well: 'The side was right at once: nobody looked at our servers.',
      hard: 'We have no contact at that site.',
    },
    action: {
      title: 'Agree with Acme on a network for triage phones alone',
      kind: 'process',
      owner: 'manager',
      doneDaysAgo: null,
      dueIn: 9,
      outcome: 'none',
    },
    occurrences: [
      { daysAgo: 80, localHour: 15, minutes: 34, unacknowledged: true },
      { daysAgo: 57, localHour: 15, minutes: 27 },
      { daysAgo: 36, localHour: 15, minutes: 31, unacknowledged: true },
      { daysAgo: 15, localHour: 7, minutes: 25 },
    ],
  },
  {
    key: 'release-drops',
    customer: 'brightside',
    app: 'parent-calls',
    packKey: 'drop-outs',
    severity: 'major',
    title: 'Calls drop after release 4.18',
    publicTitle: 'Calls with parents end by themselves',
    components: ['join', 'video'],
    componentImpact: 'partial-outage',
    cause: 'application',
    causeText: 'Release 4.18 closes the connection when a parent rotates the phone.',
    share: 0.31,
    joinsFail: false,
    said: {
      investigating: 'Calls with parents end by themselves more often than usual.',
      identified: 'The newest version of the app is the cause. We are going back to the one before.',
      monitoring: 'The version before is back. We keep watching.',
      resolved: 'Calls stay up again.',
    },
    factors: [
      { kind: 'application', text: 'A new layout remounts the call when the screen turns.' },
      { kind: 'process', text: 'The release went to everybody at once.' },
    ],
    learned: {
      happened: 'Three of ten calls dropped for two hours after the release.',
      noticed: 'The rule on drop-outs; the timeline shows the release nine minutes earlier.',
      mended: 'The release was taken back.',
      well: 'The deploy marker stood right before the first drop.',
      hard: 'Taking it back took forty minutes.',
    },
    action: {
      title: 'Release to a tenth of the phones first',
      kind: 'process',
      owner: 'admin',
      doneDaysAgo: 9,
      outcome: 'watching',
    },
    occurrences: [{ daysAgo: 31, localHour: 16, minutes: 118, customerCalledAfter: 7, reviewed: true }],
  },
  {
    key: 'chat-slow',
    customer: 'cobalt',
    app: 'support-chat',
    packKey: 'quality-unknown',
    severity: 'minor',
    title: 'Chat messages arrive up to 20 s late',
    publicTitle: 'Chat messages arrive late',
    components: ['chat'],
    componentImpact: 'degraded',
    cause: 'server',
    causeText: 'The message broker compacted its log during the day.',
    share: 0.4,
    joinsFail: false,
    said: {
      investigating: 'Chat messages arrive late.',
      identified: 'One of our message servers is busy with itself. Messages are late, none is lost.',
      monitoring: 'Messages are quick again.',
      resolved: 'Messages have been quick for half an hour. None was lost.',
    },
    factors: [{ kind: 'server', text: 'Compaction was planned in UTC, not in the customer’s night.' }],
    learned: {
      happened: 'Messages waited up to 20 s.',
      noticed: 'A bank clerk asked; then we looked.',
      mended: 'Compaction was stopped and planned anew.',
      well: 'No message was lost.',
      hard: 'There was no rule on the delay of messages.',
    },
    occurrences: [
      { daysAgo: 45, localHour: 11, minutes: 42, customerCalledAfter: 6 },
      { daysAgo: 8, localHour: 10, minutes: 22 },
    ],
  },
  {
    key: 'media-restart',
    customer: 'acme',
    app: 'video-visits',
    region: 'us-west',
    packKey: 'drop-outs',
    severity: 'critical',
    title: 'A media server in us-west restarted: visits dropped',
    publicTitle: 'Visits were cut off and had to be joined again',
    components: ['join', 'audio', 'video'],
    componentImpact: 'major-outage',
    cause: 'server',
    causeText: 'The machine ran out of memory; it held the recordings of three days.',
    share: 0.55,
    joinsFail: true,
    said: {
      investigating: 'Visits in the west were cut off. Joining again works for most.',
      identified: 'A media server restarted. Visits move to others.',
      monitoring: 'Everything runs on other servers. We keep watching.',
      resolved: 'Visits are stable.',
    },
    factors: [
      { kind: 'server', text: 'Recordings were kept in memory until they were uploaded.' },
      { kind: 'process', text: 'The alarm on memory had been silenced for a month.' },
    ],
    learned: {
      happened: 'Fourteen visits were cut off at the same second.',
      noticed: 'The rule on drop-outs fired within a minute.',
      mended: 'Calls moved to the other servers by themselves.',
      well: 'Most people were back within 40 s.',
      hard: 'The silence on the memory alarm had no end that anybody knew of.',
    },
    action: {
      title: 'Write recordings to disk, and let no silence last longer than a week',
      kind: 'prevent',
      owner: 'operator',
      doneDaysAgo: null,
      dueIn: 4,
      outcome: 'none',
    },
    occurrences: [{ daysAgo: 5, localHour: 13, minutes: 26, reviewed: true }],
  },
  {
    key: 'school-filter',
    customer: 'brightside',
    app: 'virtual-classroom',
    packKey: 'joins-failing',
    severity: 'major',
    title: 'Pupils behind a school filter cannot connect',
    publicTitle: 'Some schools cannot connect',
    components: ['join'],
    componentImpact: 'partial-outage',
    cause: 'network',
    causeText: 'A content filter of two districts began to block UDP and TURN over TCP.',
    share: 0.18,
    joinsFail: true,
    said: {
      investigating: 'Some schools cannot connect to their lessons.',
      identified: 'A filter in two districts blocks calls. We are using another way through it.',
      monitoring: 'These schools connect over TLS on port 443 now.',
      resolved: 'All schools connect again.',
    },
    factors: [
      { kind: 'network', text: 'The filter blocks everything but TLS on port 443.' },
      { kind: 'server', text: 'TURN over TLS was offered on one relay only.' },
    ],
    learned: {
      happened: 'Pupils of two districts failed at ICE.',
      noticed: 'The rule on failing joins; the funnel showed ICE.',
      mended: 'TURN over TLS was offered on all relays.',
      well: 'The join funnel named the step.',
      hard: 'The districts did not announce the change.',
    },
    action: {
      title: 'Offer TURN over TLS everywhere',
      kind: 'prevent',
      owner: 'admin',
      doneDaysAgo: 50,
      outcome: 'held',
    },
    occurrences: [{ daysAgo: 55, localHour: 8, minutes: 84, customerCalledAfter: 9, reviewed: true }],
  },
  {
    key: 'screen-share',
    customer: 'cobalt',
    app: 'advisor-video',
    packKey: 'people-in-poor-calls',
    severity: 'minor',
    title: 'Shared screens are blurred',
    publicTitle: 'Shared screens are hard to read',
    components: ['screen-share'],
    componentImpact: 'degraded',
    cause: 'application',
    causeText: 'Shared screens were sent with the settings of a camera.',
    share: 0.2,
    joinsFail: false,
    said: {
      investigating: 'Shared screens are hard to read in some meetings.',
      identified: 'They are sent at too low a resolution. A correction is on its way.',
      monitoring: 'The correction is live.',
      resolved: 'Shared screens are sharp again.',
    },
    factors: [{ kind: 'application', text: 'The content hint was lost when the camera was switched.' }],
    learned: {
      happened: 'Contracts could not be read on shared screens.',
      noticed: 'An advisor told us through the status page.',
      mended: 'A setting was put back.',
      well: 'The advisor’s call stayed linked as evidence.',
      hard: 'No rule looks at the resolution of screens.',
    },
    occurrences: [{ daysAgo: 17, localHour: 15, minutes: 61, customerCalledAfter: 2 }],
  },
]
