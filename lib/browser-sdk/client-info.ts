import { pageOf, plain } from './text.ts'

type Brand = { brand: string; version: string }
export type Versions = { platform?: string; platformVersion?: string; brands?: Brand[] }
/** Parts of `navigator` that the standard library's types do not know. */
export type NavigatorLike = {
  userAgent: string
  userAgentData?: Versions & { getHighEntropyValues?: (names: string[]) => Promise<Versions> }
  hardwareConcurrency?: number
  deviceMemory?: number
  language?: string
  maxTouchPoints?: number
  connection?: { type?: string; effectiveType?: string; downlink?: number } & Partial<EventTarget>
}

/**
 * What an envelope says of the page's surroundings. What browser and system these are, the server reads from the hints
 * and the user-agent text, of which it keeps nothing else.
 */
export function clientInfo(navigator: NavigatorLike, page: string, exact: Versions | undefined) {
  const { connection, userAgentData, userAgent, language, maxTouchPoints, deviceMemory } = navigator
  const { brands, platform, platformVersion } = { ...userAgentData, ...exact }
  return {
    userAgent: plain(userAgent, 400).replace(/(\d)[._][\d._]+/g, '$1'), // major versions are enough
    brands,
    os: platform || undefined,
    osVersion: platformVersion,
    touchPoints: maxTouchPoints,
    connectionType: connection?.type,
    effectiveType: connection?.effectiveType,
    language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    cores: navigator.hardwareConcurrency || undefined,
    memoryGb: deviceMemory,
    page: pageOf(page),
  }
}
