import { owners, sides } from '#lib/diagnosis/contract.ts'
import { bands } from '../contract.ts'

/**
 * The words of the search bar, `word:value`. `of: 'call'` words speak about the call; `of: 'person'` words speak about
 * people in it, all of them about one and the same person.
 * - text: a part of it, or in quotes the whole of it, never minding capitals; a bare `unknown` = where nothing is known
 * - choice: one of a list; number: `<3`, `<=3`, `>3`, `>=3` or `3`
 */
export type WordKind = 'text' | 'choice' | 'number'
export type SearchWord = {
  of: 'call' | 'person'
  kind: WordKind
  label: string
  means: string
  choices?: readonly string[]
}

const yesNo = ['yes', 'no'] as const

export const searchWords = {
  state: { of: 'call', kind: 'choice', label: 'State', means: 'live or ended', choices: ['live', 'ended'] },
  band: { of: 'call', kind: 'choice', label: 'Quality', means: 'the call’s quality', choices: bands },
  customer: { of: 'call', kind: 'text', label: 'Customer', means: 'name of the customer' },
  app: { of: 'call', kind: 'text', label: 'App', means: 'name of the app' },
  cause: {
    of: 'call',
    kind: 'text',
    label: 'Cause',
    means: 'root cause: its id, or a part of its id or title',
  },
  finding: { of: 'call', kind: 'text', label: 'Finding', means: 'anything found, not only the root cause' },
  owner: {
    of: 'call',
    kind: 'choice',
    label: 'Who can act',
    means: 'owner of the root cause',
    choices: owners,
  },
  side: {
    of: 'call',
    kind: 'choice',
    label: 'Side',
    means: 'whose side the root cause is on',
    choices: sides,
  },
  score: { of: 'call', kind: 'number', label: 'Score', means: 'the call’s score, 1 to 4.5' },
  pain: { of: 'call', kind: 'number', label: 'Pain', means: 'minutes of pain of the whole call' },
  people: { of: 'call', kind: 'number', label: 'People', means: 'most people at once' },
  source: {
    of: 'call',
    kind: 'choice',
    label: 'Source',
    means: 'watched live, or imported from a recording',
    choices: ['live', 'imported'],
  },
  pinned: { of: 'call', kind: 'choice', label: 'Pinned', means: 'kept beyond retention', choices: yesNo },
  simulated: { of: 'call', kind: 'choice', label: 'Simulated', means: 'pretend traffic', choices: yesNo },
  region: { of: 'person', kind: 'text', label: 'Region', means: 'region tag' },
  site: { of: 'person', kind: 'text', label: 'Site', means: 'site tag of the customer’s network' },
  browser: { of: 'person', kind: 'text', label: 'Browser', means: 'browser with its major version' },
  os: { of: 'person', kind: 'text', label: 'System', means: 'operating system' },
  device: { of: 'person', kind: 'text', label: 'Device', means: 'desktop, mobile, tablet …' },
  version: { of: 'person', kind: 'text', label: 'App version', means: 'version of the customer’s app' },
  sdk: { of: 'person', kind: 'text', label: 'SDK version', means: 'version of the SDK' },
  relay: { of: 'person', kind: 'text', label: 'Path', means: 'direct-udp, turn-udp, turn-tcp, turn-tls …' },
  turn: { of: 'person', kind: 'text', label: 'TURN server', means: 'host of the relay' },
  sfu: { of: 'person', kind: 'text', label: 'Media server', means: 'sfu or server tag' },
  network: { of: 'person', kind: 'text', label: 'Network', means: 'asn tag, with the country' },
  link: { of: 'person', kind: 'text', label: 'Link', means: 'wifi, cellular, ethernet …' },
  codec: { of: 'person', kind: 'text', label: 'Codec', means: 'a codec of one of the person’s streams' },
  join: {
    of: 'person',
    kind: 'choice',
    label: 'Join',
    means: 'how the attempt to join ended',
    choices: ['joined', 'failed', 'cancelled'],
  },
  failure: { of: 'person', kind: 'text', label: 'Join failure', means: 'class of a failed join' },
  dropped: {
    of: 'person',
    kind: 'choice',
    label: 'Dropped',
    means: 'thrown out of the call, back again or not',
    choices: yesNo,
  },
} as const satisfies Record<string, SearchWord>

export type SearchKey = keyof typeof searchWords
export type PersonKey = {
  [Key in SearchKey]: (typeof searchWords)[Key]['of'] extends 'person' ? Key : never
}[SearchKey]
export type CallKey = Exclude<SearchKey, PersonKey>

export const isSearchKey = (word: string): word is SearchKey => Object.hasOwn(searchWords, word)
export const wordOf = (key: SearchKey): SearchWord => searchWords[key]
