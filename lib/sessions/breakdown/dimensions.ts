import type { SearchKey } from '../search/search-words.ts'

/** What calls can be broken down by. Each is also a word of the search bar, so that every row leads to its calls. */
export const dimensions = {
  cause: { label: 'Root cause', note: 'The root cause of the call that the people were in.' },
  app: { label: 'App', note: null },
  customer: { label: 'Customer', note: null },
  region: { label: 'Region', note: 'The region tag, where the app sends one.' },
  site: { label: 'Site', note: 'The site tag, where the app sends one.' },
  browser: { label: 'Browser', note: 'With its major version.' },
  os: { label: 'Operating system', note: null },
  device: { label: 'Device', note: null },
  version: { label: 'App version', note: 'As the app names it.' },
  sdk: { label: 'SDK version', note: null },
  relay: { label: 'Path', note: 'Direct or through TURN, by the last path of the person’s media.' },
  turn: { label: 'TURN server', note: 'Known where media was relayed and the browser names the server.' },
  sfu: { label: 'Media server', note: 'The sfu or server tag, where the app sends one.' },
  network: { label: 'Network (ASN)', note: 'The asn tag with the country, where the app sends one.' },
  link: { label: 'Link', note: 'Wi-Fi, cellular or cable, where the browser tells it (Chromium on phones).' },
  codec: {
    label: 'Codec',
    note: 'A person counts once for every codec of their streams, so rows add up to more than all.',
  },
} as const satisfies Partial<Record<SearchKey, { label: string; note: string | null }>>

export type Dimension = keyof typeof dimensions
export const dimensionNames: readonly Dimension[] = [
  'cause',
  'app',
  'customer',
  'region',
  'site',
  'browser',
  'os',
  'device',
  'version',
  'sdk',
  'relay',
  'turn',
  'sfu',
  'network',
  'link',
  'codec',
]
