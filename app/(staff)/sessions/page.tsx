import type { Metadata } from 'next'
import { SessionList } from '#components/session-list/session-list.tsx'
import { ownAddress } from '../../own-address.ts'
import { requireMember } from '../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Sessions' }

export default async function SessionsPage({ searchParams }: Asked) {
  await requireMember('session:read', ownAddress('/sessions', await searchParams))
  return <SessionList />
}
