import type { ClientInfo } from '../contract.ts'
import { bagOf, listOf, numberOf, textOf } from './pieces.ts'

/** What a dump says of browser and page, in the words of an envelope; its texts are read for names and forgotten. */
export function clientOf(about: { readonly [key: string]: unknown }): ClientInfo {
  const data = bagOf(about.userAgentData ?? about.UserAgentData)
  const brands = listOf(data.brands ?? about.userAgentData ?? about.UserAgentData)
  const client: ClientInfo = {
    userAgent: textOf(about.userAgent ?? about.UserAgent)
      ?.slice(0, 400)
      .replace(/(\d)[._][\d._]+/g, '$1'),
    brands: brandsOf(brands),
    os: textOf(data.platform)?.slice(0, 40),
    cores: within(numberOf(about.hardwareConcurrency), 4096),
    memoryGb: within(numberOf(about.deviceMemory), 4096),
    page: pageOf(textOf(about.origin), textOf(about.url) ?? textOf(about.path)),
  }
  return Object.fromEntries(Object.entries(client).filter(([, value]) => value !== undefined && value !== ''))
}

function brandsOf(given: readonly unknown[]): ClientInfo['brands'] {
  const brands = given.slice(0, 20).flatMap((one) => {
    const { brand, version } = bagOf(one)
    if (typeof brand !== 'string' || typeof version !== 'string') return []
    return [{ brand: brand.slice(0, 100), version: version.slice(0, 100) }]
  })
  return brands.length > 0 ? brands : undefined
}

const within = (value: number | undefined, max: number) =>
  value !== undefined && Number.isInteger(value) && value >= 1 && value <= max ? value : undefined

/** Origin and path, never a query. */
function pageOf(origin: string | undefined, url: string | undefined): string | undefined {
  const path = url?.split(/[?#]/)[0] ?? ''
  const page = /^[a-z]+:\/\//i.test(path) ? path : `${origin ?? ''}${path}`
  return page === '' ? undefined : page.slice(0, 300)
}
