import { type ChatHabits, slowBackend, slowThenBroken } from './chat.ts'
import { type Conditions, healthy, swell, troubled } from './conditions.ts'
import { seedOf } from './random.ts'

/**
 * Who pretends to call, in which app, and what goes wrong for whom. `second` counts from the start of the traffic,
 * so every story comes round again while somebody watches.
 */
export type Person = {
  name: string
  region: string
  site: string | null
  appVersion: string
  browser: string
  browserVersion: string
  os: string
  /** the TURN server its media goes through; null = direct */
  turn: string | null
  /** the media server of its call */
  sfu: string
  sdkVersion: string
  video: boolean
  conditions: (second: number) => Conditions
  /** getUserMedia is refused: the person never gets in */
  micDenied: boolean
  /** thrown now and then by this person's app */
  exception: { name: string; message: string; stack: string } | null
  /** null = does not chat */
  chat: ChatHabits | null
}
export type Call = { room: string; name: string; people: Person[]; lengthS: number; restS: number }
export type Story = { appSlug: string; title: string; calls: Call[] }

const firstNames = [
  'Ada',
  'Ben',
  'Cara',
  'Dev',
  'Eli',
  'Finn',
  'Gia',
  'Hugo',
  'Ines',
  'Jan',
  'Kim',
  'Lea',
  'Max',
  'Nia',
  'Omar',
  'Pia',
  'Quinn',
  'Rosa',
  'Sam',
  'Tess',
  'Uma',
  'Vic',
  'Wes',
  'Xia',
  'Yara',
  'Zoe',
]
const browsers = [
  { browser: 'Chrome', browserVersion: '156.0', os: 'Windows' },
  { browser: 'Chrome', browserVersion: '156.0', os: 'macOS' },
  { browser: 'Edge', browserVersion: '156.0', os: 'Windows' },
  { browser: 'Firefox', browserVersion: '153.0', os: 'Linux' },
  { browser: 'Safari', browserVersion: '26.1', os: 'macOS' },
]
const regions = ['eu-central', 'eu-west', 'us-east', 'us-west']

function pick<T>(list: readonly T[], key: string): T {
  const found = list[seedOf(key) % list.length]
  if (found === undefined) throw new RangeError('nothing to pick from')
  return found
}

/** The TURN server that fills up, and the ones that never do. */
const troubledTurn = 'turn-eu-west-1'
const spareTurn = (region: string) => (region === 'eu-west' ? 'turn-eu-west-2' : `turn-${region}-1`)
/** Everybody of one call is on one media server. */
const callOf = (key: string) => seedOf(key.split(' ').slice(0, 2).join(' '))

function person(key: string, changes: Partial<Person> = {}): Person {
  const region = changes.region ?? pick(regions, `region ${key}`)
  return {
    name: pick(firstNames, `name ${key}`),
    region,
    site: null,
    appVersion: '3.7.2',
    ...pick(browsers, `browser ${key}`),
    turn: seedOf(key) % 5 === 0 ? spareTurn(region) : null,
    sfu: `sfu-${callOf(key) % 4}`,
    sdkVersion: seedOf(`sdk ${key}`) % 6 === 0 ? '1.3.2' : '1.4.0',
    video: true,
    conditions: () => ({ ...healthy, roundTripMs: 30 + (seedOf(key) % 60) }),
    micDenied: false,
    exception: null,
    chat: null,
    ...changes,
  }
}

type CallPlan = {
  slug: string
  label: string
  count: number
  size: number
  of: (key: string, index: number) => Person
}

function calls({ slug, label, count, size, of }: CallPlan): Call[] {
  return Array.from({ length: count }, (_, call) => ({
    room: `${slug}-${call + 1}`,
    name: `${label} ${call + 1}`,
    people: Array.from({ length: size }, (_, index) => of(`${slug} ${call} ${index}`, index)),
    lengthS: 240 + (seedOf(`${slug} ${call}`) % 300),
    restS: 8 + (seedOf(`${slug} rest ${call}`) % 20),
  }))
}

/** The relay of one region fills up for two minutes out of six: whoever is relayed there suffers, in any app. */
const relayTrouble = (second: number) =>
  troubled(swell(second, 360, 60, 200, 25), {
    downLossPct: 14,
    upLossPct: 9,
    roundTripMs: 420,
    jitterMs: 45,
    freezeRatio: 0.25,
    framesPerSecond: 14,
    videoKbps: 260,
  })

/** One office whose wireless network is too full: bursts, upwards mostly. */
const officeTrouble = (second: number) =>
  troubled(swell(second, 150, 20, 95, 8), {
    downLossPct: 4,
    upLossPct: 11,
    roundTripMs: 190,
    jitterMs: 60,
    freezeRatio: 0.12,
    framesPerSecond: 17,
    videoKbps: 380,
  })

const cameraBug = {
  name: 'TypeError',
  message: "Cannot read properties of null (reading 'getSettings')",
  stack:
    'TypeError: Cannot read properties of null\n    at applyBackground (blur.js:118:31)\n    at onFrame (blur.js:64:9)',
}

/** All stories of the demo: about 150 people in seven apps. */
export const stories: Story[] = [
  {
    appSlug: 'virtual-classroom',
    title: 'A relay in eu-west fills up; relayed classes suffer, the others do not',
    calls: calls({
      slug: 'class',
      label: 'Class',
      count: 7,
      size: 5,
      of: (key, i) =>
        i % 2 === 0 && seedOf(key) % 2 === 0
          ? person(key, { region: 'eu-west', turn: troubledTurn, conditions: relayTrouble })
          : person(key),
    }),
  },
  {
    appSlug: 'advisor-video',
    title: 'The same relay, and one branch with bad Wi-Fi',
    calls: [
      ...calls({ slug: 'advice', label: 'Advice', count: 4, size: 2, of: (key) => person(key) }),
      ...calls({
        slug: 'branch',
        label: 'Branch 7',
        count: 9,
        size: 2,
        of: (key, i) =>
          i === 0 ? person(key, { site: 'branch-7', conditions: officeTrouble }) : person(key),
      }),
      ...calls({
        slug: 'abroad',
        label: 'Abroad',
        count: 2,
        size: 2,
        of: (key) => person(key, { region: 'eu-west', turn: troubledTurn, conditions: relayTrouble }),
      }),
    ],
  },
  {
    appSlug: 'parent-calls',
    title: 'Release 3.8.0 loses the camera after a while',
    calls: calls({
      slug: 'parents',
      label: 'Parents',
      count: 9,
      size: 2,
      of: (key, i) =>
        i === 0 && seedOf(key) % 2 === 0
          ? person(key, {
              appVersion: '3.8.0',
              exception: cameraBug,
              conditions: (second) => ({ ...healthy, cameraDead: second % 200 > 60 && second % 200 < 170 }),
            })
          : person(key, { appVersion: i === 0 ? '3.8.0' : '3.7.2' }),
    }),
  },
  {
    appSlug: 'triage-line',
    title: 'Voice calls; one visitor refuses the microphone again and again',
    calls: [
      ...calls({
        slug: 'triage',
        label: 'Triage',
        count: 10,
        size: 2,
        of: (key) => person(key, { video: false }),
      }),
      {
        room: 'triage-denied',
        name: 'Triage walk-in',
        people: [person('denied', { video: false, micDenied: true })],
        lengthS: 25,
        restS: 40,
      },
    ],
  },
  {
    appSlug: 'video-visits',
    title: 'Healthy visits beside the real ones',
    calls: calls({ slug: 'visit', label: 'Visit', count: 8, size: 2, of: (key) => person(key) }),
  },
  {
    appSlug: 'support-chat',
    title: 'The chat backend slows down and drops messages for a while; voice beside it stays fine',
    calls: [
      ...calls({
        slug: 'support',
        label: 'Ticket',
        count: 5,
        size: 2,
        of: (key) =>
          person(key, { video: false, chat: { alone: false, everyS: 5, conditions: slowBackend } }),
      }),
      ...calls({
        slug: 'chat',
        label: 'Chat',
        count: 4,
        size: 2,
        of: (key, i) =>
          person(key, {
            video: false,
            chat: { alone: true, everyS: 4, conditions: i === 0 ? slowThenBroken : slowBackend },
          }),
      }),
    ],
  },
  {
    appSlug: 'dispatch-voice',
    title: 'The app goes silent for a while: telemetry stops without goodbye',
    calls: calls({
      slug: 'dispatch',
      label: 'Dispatch',
      count: 3,
      size: 4,
      of: (key) =>
        person(key, {
          video: false,
          conditions: (second) => ({ ...healthy, silent: second % 420 > 150 && second % 420 < 270 }),
        }),
    }).map((call) => ({ ...call, lengthS: 3_600 })),
  },
]
