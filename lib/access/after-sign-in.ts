import { isCustomerRole, type Role } from './member.ts'

/** Where a role starts. */
export function homeOf(role: Role): string {
  return isCustomerRole(role) ? '/status' : '/live'
}

/** A path of ours to go back to, or null. Never another site, however it is spelled, and never the sign-in page. */
export function safePath(wanted: string | null | undefined): string | null {
  if (!wanted || wanted.length > 500 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) || wanted.includes('\\'))
    return null
  const url = new URL(wanted, 'http://here.invalid')
  if (url.origin !== 'http://here.invalid' || url.pathname.startsWith('//')) return null
  if (/^\/(sign-in|api)(\/|$)/.test(url.pathname)) return null
  return url.pathname + url.search + url.hash
}
