import { notFound } from 'next/navigation'
import { isCustomerRole, type Member } from '#lib/access/member.ts'
import { Refused } from '#lib/errors.ts'
import { requireMember } from '../../require-member.ts'

export type SearchParams = Promise<Record<string, string | string[] | undefined>>
export type StatusAsked = {
  member: Member
  isStaff: boolean
  /** the customer that staff look at; null = one's own, or none was said */
  customerId: string | null
  search: Readonly<Record<string, string>>
}

/** Who asks for which page of a customer; nobody signed in comes back to it afterwards. */
export async function askedFor(path: string, searchParams: SearchParams): Promise<StatusAsked> {
  const given = Object.entries(await searchParams)
  const search = Object.fromEntries(
    given.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
  )
  const query = new URLSearchParams(search).toString()
  const member = await requireMember('status:read', query ? `${path}?${query}` : path)
  return { member, isStaff: !isCustomerRole(member.role), customerId: search.customer ?? null, search }
}

/** What is missing and what is not for this member are the same page. */
export async function foundOrNot<T>(read: Promise<T | null>): Promise<T> {
  const found = await read.catch((problem: unknown) => {
    if (problem instanceof Refused && problem.code === 'not-found') return null
    throw problem
  })
  return found ?? notFound()
}
