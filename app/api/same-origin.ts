import { Refused } from '#lib/errors.ts'

/** Methods that may change something. */
export const writes: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

const jsonOnly: ReadonlySet<string> = new Set(['application/json'])
/** What an upload may call itself: no form can send these either. */
export const uploadTypes: ReadonlySet<string> = new Set([
  'application/octet-stream',
  'application/gzip',
  'application/json',
])

/**
 * A write must come from our own pages: JSON (which no form can send), and same-origin by what the browser itself
 * says. A request that says neither `Sec-Fetch-Site` nor `Origin` is refused too.
 */
export function refuseForeignWrite(
  request: { method: string; headers: Headers },
  publicUrl: string,
  types: ReadonlySet<string> = jsonOnly,
): void {
  if (!writes.has(request.method)) return
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  const ours = new URL(publicUrl).origin
  if (site === null && origin === null)
    throw new Refused('not-allowed', 'This request does not say where it comes from.')
  if (site !== null && site !== 'same-origin')
    throw new Refused('not-allowed', 'This request comes from another site.')
  if (origin !== null && origin !== ours)
    throw new Refused('not-allowed', 'This request comes from another site.')
  refuseOtherTypes(request, types)
}

/** The type of a write's body alone: for programs, which hold a token and no cookie, and come from no page. */
export function refuseOtherTypes(
  request: { method: string; headers: Headers },
  types: ReadonlySet<string> = jsonOnly,
): void {
  if (!writes.has(request.method)) return
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (!types.has(type ?? '')) throw new Refused('not-allowed', `Send ${[...types].join(' or ')}.`)
}
