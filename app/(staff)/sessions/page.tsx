import type { Metadata } from 'next'
import { ImportLink } from '#components/imports/import-link.tsx'
import { SessionList } from '#components/session-list/session-list.tsx'
import { can } from '#lib/access/rights.ts'
import { ownAddress } from '../../own-address.ts'
import { requireMember } from '../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Sessions' }

export default async function SessionsPage({ searchParams }: Asked) {
  const query = await searchParams
  const member = await requireMember('session:read', ownAddress('/sessions', query))
  const action = can(member.role, 'session:import') && (
    <ImportLink customerId={typeof query.customer === 'string' ? query.customer : null} />
  )
  return <SessionList action={action} />
}
