/** What went wrong, counted apart: any trouble, packet loss, delay, getting in, and the picture. */
export const outcomeFamilies = ['any', 'loss', 'rtt', 'connect', 'video'] as const
export type OutcomeFamily = (typeof outcomeFamilies)[number]

/** What a participant may share with others, from the narrowest to the widest. */
export const plainDimensions = [
  'site',
  'network',
  'turn',
  'sfu',
  'relay',
  'region',
  'codec',
  'browserMajor',
  'os',
  'sdkVersion',
  'appVersion',
  'app',
  'customer',
] as const
export type PlainDimension = (typeof plainDimensions)[number]

/** Two dimensions together, for trouble that neither of them shows alone. */
export const pairs = {
  regionRelay: ['region', 'relay'],
  appBrowser: ['app', 'browserMajor'],
} as const satisfies Record<string, readonly [PlainDimension, PlainDimension]>
export type PairDimension = keyof typeof pairs
export type Dimension = PlainDimension | PairDimension
export const dimensions: readonly Dimension[] = [...plainDimensions, 'regionRelay', 'appBrowser']

/** One participant in the window. Null in `bad` = it says nothing about that family; null in `values` = not known. */
export type FleetRow = {
  participantKey: string
  /** the person, across calls */
  userKey: string
  callKey: string
  customerId: string
  activeMs: number
  bad: Readonly<Record<OutcomeFamily, boolean | null>>
  badMs: Readonly<Record<OutcomeFamily, number>>
  /** when its trouble in the window began; null where it has none or that is not known */
  badSince: number | null
  values: Readonly<Record<PlainDimension, string | null>>
}

export type Value = { dimension: Dimension; value: string }
export const keyOf = ({ dimension, value }: Value) => `${dimension}=${value}`
