import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import type { Member } from '#lib/access/member.ts'
import type { Permission } from '#lib/access/permissions.ts'
import { memberFromCookieHeader } from '#lib/access/require-member.server.ts'
import { can } from '#lib/access/rights.ts'

/** Asked once per page view, however many parts of the page ask. */
const signedIn = cache(async () => memberFromCookieHeader((await headers()).get('cookie')))

/** Who is signed in, or null: for the sign-in page and the entrance. */
export function currentMember(): Promise<Member | null> {
  return signedIn()
}

/**
 * Every page begins with this. Nobody signed in goes to the sign-in page and comes back to `path`; a role without
 * the permission sees the same "not found" as for a page that does not exist.
 */
export async function requireMember(permission: Permission, path: string): Promise<Member> {
  const member = await signedIn()
  if (!member) redirect(`/sign-in?next=${encodeURIComponent(path)}`)
  if (!can(member.role, permission)) notFound()
  return member
}

/** The nonce that inline scripts of this page need. */
export async function pageNonce(): Promise<string | undefined> {
  return (await headers()).get('x-nonce') ?? undefined
}
