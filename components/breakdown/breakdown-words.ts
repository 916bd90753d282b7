import { entryOf } from '#lib/diagnosis/catalogue.ts'
import type { Dimension } from '#lib/sessions/breakdown/dimensions.ts'
import { outcomes } from '#lib/sessions/breakdown/outcomes.ts'
import { parseSearch, type Search, withOnly } from '#lib/sessions/search/search-language.ts'
import type { ReportChoice } from './use-report.ts'

/** What a row is about, in words. */
export function valueWord(by: Dimension, value: string | null): string {
  if (by === 'cause') return value === null ? 'No cause found' : entryOf(value).title
  return value ?? 'Not known'
}

/** The search that finds the calls of a row: its value, what happened there, and the same calls as were counted. */
export function rowSearch(
  search: Search,
  { by, outcome, simulated }: Pick<ReportChoice, 'by' | 'outcome' | 'simulated'>,
  value: string | null,
): Search {
  const row = withOnly(search, by, value)
  const extra = parseSearch(
    `${outcomes[outcome].leadsTo} source:live ${simulated ? '' : 'simulated:no'}`,
  ).search
  const known = new Set(row.terms.map(({ key }) => key))
  return { ...row, terms: [...row.terms, ...extra.terms.filter(({ key }) => !known.has(key))] }
}

/** Classes of failed joins. */
const failureWords: Record<string, string> = {
  permission: 'Permission refused',
  device: 'No device',
  auth: 'Sign-in refused',
  signaling: 'Signalling failed',
  ice: 'No path found',
  turn: 'TURN refused',
  dtls: 'Encryption failed',
  server: 'Server refused',
  timeout: 'Took too long',
  unknown: 'Not known why',
}
export const failureWord = (failure: string | null): string =>
  failure === null ? 'Not known why' : (failureWords[failure] ?? failure)

export const stageWords = {
  permission: 'Devices allowed',
  connecting: 'Connecting',
  connected: 'Connected',
  media: 'First media',
} as const

const phaseWords: Record<string, string> = {
  permission: 'Permission prompt',
  signaling: 'Signalling',
  gathering: 'ICE gathering',
  checks: 'ICE checks',
  dtls: 'DTLS',
  'first-media': 'First media',
}
export const phaseWord = (phase: string): string => phaseWords[phase] ?? phase
