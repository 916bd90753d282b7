import type { Metadata } from 'next'
import { ImportLink } from '#components/imports/import-link.tsx'
import { SessionList } from '#components/sessions/session-list.tsx'
import { can } from '#lib/access/rights.ts'
import { requireMember } from '../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Sessions' }

export default async function SessionsPage({ searchParams }: Asked) {
  const { customer } = await searchParams
  const path =
    typeof customer === 'string' ? `/sessions?customer=${encodeURIComponent(customer)}` : '/sessions'
  const member = await requireMember('session:read', path)
  const action = can(member.role, 'session:import') && (
    <ImportLink customerId={typeof customer === 'string' ? customer : null} />
  )
  return <SessionList action={action} />
}
