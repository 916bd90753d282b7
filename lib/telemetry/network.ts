/**
 * The sender's network, for rate keys only (never stored): the address itself, or the /64 of an IPv6 one.
 * X-Forwarded-For counts only as far as our own proxies wrote it: `trustedHops` from the right.
 */
export function networkOf(
  remoteAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedHops: number,
): string {
  return prefixOf(clientAddress(remoteAddress ?? '', forwardedFor, trustedHops))
}

function clientAddress(remote: string, forwardedFor: string | undefined, trustedHops: number): string {
  if (trustedHops <= 0 || !forwardedFor) return remote
  const hops = forwardedFor.split(',')
  return hops.at(-trustedHops)?.trim().slice(0, 64) || remote
}

function prefixOf(address: string): string {
  const plain = address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  return [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4).join(':')
}
