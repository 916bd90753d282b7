import Bowser from 'bowser'
import type { ClientInfo } from './contract.ts'

type Brand = { brand: string; version: string }

/**
 * Names browser, system and kind of device: client hints where the browser gives them, else its user-agent text. Of
 * these texts nothing is kept but families and major versions.
 */
export function nameBrowser(client: ClientInfo): ClientInfo {
  const { userAgent, brands, touchPoints, ...rest } = client
  if (userAgent === undefined && brands === undefined) return rest
  const found = Bowser.parse(userAgent || 'unknown')
  const brand = brandOf(brands ?? [])
  const isPad = found.os.name === 'macOS' && (touchPoints ?? 0) > 1
  return withoutGaps({
    browser: nameOf(brand?.brand ?? found.browser.name),
    browserVersion: majorOf(brand?.version ?? found.browser.version),
    os: isPad ? 'iOS' : nameOf(found.os.name),
    osVersion: isPad || brand ? undefined : majorOf(found.os.version),
    device: isPad ? 'tablet' : deviceOf(found.platform.type),
    ...rest,
    ...(rest.osVersion && { osVersion: majorOf(rest.osVersion) }),
  })
}

/** The most particular brand: every Chromium also says that it is one, next to a brand that is made up. */
function brandOf(brands: Brand[]): Brand | undefined {
  const real = brands.filter(({ brand }) => !/^\W*not\b/i.test(brand))
  return real.find(({ brand }) => brand !== 'Chromium') ?? real[0]
}

const nameOf = (name: string | undefined) => name?.replace(/^(Google|Microsoft) /, '').slice(0, 40)

/** `19.1.2` is 19; an operating system's name instead of a version says nothing. */
const majorOf = (version: string | undefined) => /^\d{1,6}/.exec(version ?? '')?.[0]

function deviceOf(type: string | undefined): ClientInfo['device'] {
  if (type === 'mobile' || type === 'tablet' || type === 'desktop') return type
  return 'other'
}

function withoutGaps(client: ClientInfo): ClientInfo {
  return Object.fromEntries(Object.entries(client).filter(([, value]) => value !== undefined && value !== ''))
}
