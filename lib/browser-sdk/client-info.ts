import { pageOf, plain } from './text.ts'

/** What an envelope says of the page's surroundings; the server's `clientSchema` is the judge. */
export type ClientInfo = Record<string, string | number | undefined>

type Brand = { brand: string; version: string }
type Versions = {
  platform?: string
  mobile?: boolean
  platformVersion?: string
  brands?: Brand[]
  fullVersionList?: Brand[]
}
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

/** Describes browser, system and machine: client hints where the browser gives them, else its user-agent text. */
export function clientInfo(navigator: NavigatorLike, page: string, exact: Versions | undefined): ClientInfo {
  const { connection, userAgent, maxTouchPoints = 0 } = navigator
  const hints = { ...navigator.userAgentData, ...exact }
  const brands = hints.fullVersionList ?? hints.brands ?? []
  const known = brands.filter(({ brand }) => !/^\W*not\b/i.test(brand))
  const brand = known.find((one) => one.brand !== 'Chromium') ?? known[0]
  const [, name = '', version] = names.map((one) => one.exec(userAgent)).find(Boolean) ?? []
  const system = /Windows|Android|iP(?=hone|ad)|Mac|CrOS|Linux(?!.*Android)/.exec(userAgent)?.[0] ?? ''
  const os = { iP: 'iOS', Mac: maxTouchPoints > 1 ? 'iOS' : 'macOS' }[system] ?? system
  const isTablet = (system === 'Mac' && os === 'iOS') || /iPad|Android(?!.*Mobile)/.test(userAgent)
  const info: ClientInfo = {
    browser: brand?.brand.replace(/^(Google|Microsoft) /, '') ?? browsers[name] ?? name,
    browserVersion: brand?.version ?? version,
    os: hints.platform || os,
    osVersion: hints.platformVersion,
    device: isTablet ? 'tablet' : /Mobi/.test(userAgent) || hints.mobile ? 'mobile' : 'desktop',
    connectionType: connection?.type,
    effectiveType: connection?.effectiveType,
    language: navigator.language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
  for (const key in info) info[key] = info[key] ? plain(info[key], /^[cel]/.test(key) ? 20 : 40) : undefined
  return {
    ...info,
    cores: navigator.hardwareConcurrency || undefined,
    memoryGb: navigator.deviceMemory,
    page: pageOf(page),
  }
}

/** The most particular name comes first: Edge and Opera call themselves Chrome too, and Chrome Safari. */
const names = [/(Edg|OPR|SamsungBrowser|Firefox|FxiOS|CriOS)\w*\/([\d.]+)/, /(Chrome|Version)\/([\d.]+)/]
const browsers: Record<string, string> = {
  Edg: 'Edge',
  OPR: 'Opera',
  FxiOS: 'Firefox',
  CriOS: 'Chrome',
  Version: 'Safari',
}
