import { bandStatus } from '#components/ui/band.tsx'
import type { StatusToken } from '#components/ui/status-glyph.tsx'
import { entryOf } from '#lib/diagnosis/catalogue.ts'
import { type Band, bands } from '#lib/sessions/contract.ts'
import type { FacetKey } from '#lib/sessions/search/contract.ts'

const sideWords: Record<string, string> = {
  'network-up': 'Network, upload',
  'network-down': 'Network, download',
  'network-path': 'Network, between',
  'network-access': 'Network, access',
  device: 'Device',
  browser: 'Browser',
  application: 'Application',
  server: 'Server',
  user: 'User',
  unknown: 'Not told apart',
}
const ownerWords: Record<string, string> = {
  user: 'The user',
  'customer-it': 'Customer’s IT',
  'app-dev': 'App developers',
  'platform-ops': 'Platform operations',
  isp: 'The provider',
  nobody: 'Nobody',
}
const nothing: Partial<Record<FacetKey, string>> = {
  cause: 'No cause found',
  owner: 'No cause found',
  side: 'No side found',
}
const yesNo: Partial<Record<FacetKey, [string, string]>> = { pinned: ['Pinned', 'Not pinned'] }

/** A facet's value in words. */
export function facetWord(key: FacetKey, value: string | null): string {
  if (value === null) return nothing[key] ?? 'Not known'
  if (key === 'band') return isBand(value) ? bandStatus[value].word : value
  if (key === 'cause') return entryOf(value).title
  if (key === 'side') return sideWords[value] ?? value
  if (key === 'owner') return ownerWords[value] ?? value
  if (key === 'source') return value === 'imported' ? 'Imported' : 'Watched live'
  const words = yesNo[key]
  if (words) return value === 'yes' ? words[0] : words[1]
  return key === 'state' ? `${value.charAt(0).toUpperCase()}${value.slice(1)}` : value
}

export function facetGlyph(key: FacetKey, value: string | null): StatusToken | null {
  return key === 'band' && value !== null && isBand(value) ? bandStatus[value].token : null
}

/** Whether the search can ask for it: no one owns calls without a cause, so there is no word for them. */
export const isAskable = (key: FacetKey, value: string | null): boolean =>
  value !== null || (key !== 'owner' && key !== 'side')

const isBand = (value: string): value is Band => bands.some((band) => band === value)
