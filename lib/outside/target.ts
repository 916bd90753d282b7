import ipaddr from 'ipaddr.js'

/**
 * Where we may call. `public`: https on port 443 of public addresses. `private`: http too, any port, closed networks and
 * this machine; for installations that stand in one, and for tests. The services that hand out a cloud machine's
 * credentials are refused in both.
 */
export type Reach = 'public' | 'private'

/** In plain words, for who typed the address; null = it may be called, once its name has been looked up and checked. */
export function refusalOfUrl(text: string, reach: Reach): string | null {
  if (!URL.canParse(text)) return 'this is not an address'
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return 'an address must not contain a user or password'
  if (reach === 'public' && url.protocol !== 'https:') return 'only https addresses may be called'
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return 'only http and https addresses may be called'
  if (reach === 'public' && url.port !== '') return 'only port 443 may be called'
  const host = hostOf(url)
  if (ipaddr.isValid(host)) return refusalOfAddress(host, reach)
  return reach === 'public' ? refusalOfName(host) : null
}

/** Names that never mean a public machine, whatever a resolver says of them. */
function refusalOfName(host: string): string | null {
  const name = host.replace(/\.+$/, '')
  if (name === '') return 'this is not an address'
  if (!name.includes('.')) return 'only full names of public machines may be called'
  return /\.(localhost|local|internal|intranet|lan|home|corp|arpa|test|invalid|onion)$/i.test(`.${name}`)
    ? 'this name belongs to a closed network'
    : null
}

/** Host of a URL, without the brackets of IPv6. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1')

/** Public by their number, yet inside of a cloud or of nobody else. */
const neverCalled = ['168.63.129.16', '100.100.100.200', '169.254.169.254', '192.0.0.192', 'fd00:ec2::254']
const privateRanges = new Set(['unicast', 'loopback', 'private', 'uniqueLocal', 'carrierGradeNat'])
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/** One looked-up address; null = it may be connected to. */
export function refusalOfAddress(text: string, reach: Reach): string | null {
  if (!ipaddr.isValid(text)) return 'its name led to something that is not an address'
  const address = ipaddr.process(text.replace(/%.*$/, ''))
  if (neverCalled.includes(address.toString())) return 'this address belongs to the machine’s cloud'
  const range = address.range()
  if (reach === 'private')
    return privateRanges.has(range) ? null : `addresses of the kind "${range}" are not called`
  if (range !== 'unicast') return 'only public addresses may be called'
  // What stands outside of 2000::/3 is no machine of the internet: IPv4 in disguise, site-local, translated.
  if (address instanceof ipaddr.IPv6 && !address.match(globalUnicast))
    return 'only public addresses may be called'
  return null
}
