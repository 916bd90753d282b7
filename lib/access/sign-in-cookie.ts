/** The cookie that carries a sign-in, on one host for the web and the engine alike. */

export const plainSignInCookieName = 'earshot-sign-in'

/** `__Host-` ties the cookie to this host and to https; browsers refuse it on plain http, so localhost goes without. */
export function signInCookieName(publicUrl: string): string {
  return isHttps(publicUrl) ? `__Host-${plainSignInCookieName}` : plainSignInCookieName
}

export function isHttps(publicUrl: string): boolean {
  return publicUrl.startsWith('https:')
}

/** How long an unused sign-in lasts, and how long any lasts. */
export const idleMs = 30 * 60_000
export const absoluteMs = 12 * 3_600_000
/** `last_seen_at` is written at most this often. */
export const seenEveryMs = 60_000

/** The sign-in token in a `Cookie` header, or null. The first of two equal names wins, as servers commonly do. */
export function signInTokenOf(cookieHeader: string | null | undefined, publicUrl: string): string | null {
  const name = signInCookieName(publicUrl)
  for (const pair of (cookieHeader ?? '').split(';')) {
    const equals = pair.indexOf('=')
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim() || null
  }
  return null
}

/** `Set-Cookie` that takes the sign-in out of the browser. */
export function clearedSignInCookie(publicUrl: string): string {
  const secure = isHttps(publicUrl) ? '; Secure' : ''
  return `${signInCookieName(publicUrl)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`
}
