import type { Metadata } from 'next'
import { SessionList } from '#components/sessions/session-list.tsx'
import { requireMember } from '../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Sessions' }

export default async function SessionsPage({ searchParams }: Asked) {
  const { customer } = await searchParams
  const path =
    typeof customer === 'string' ? `/sessions?customer=${encodeURIComponent(customer)}` : '/sessions'
  await requireMember('session:read', path)
  return <SessionList />
}
