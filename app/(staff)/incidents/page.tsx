import type { Metadata } from 'next'
import { IncidentsScreen } from '#components/incidents/list/incidents-screen.tsx'
import { can } from '#lib/access/rights.ts'
import { ownAddress } from '../../own-address.ts'
import { requireMember } from '../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Incidents' }

export default async function IncidentsPage({ searchParams }: Asked) {
  const { role } = await requireMember('incident:read', ownAddress('/incidents', await searchParams))
  return <IncidentsScreen mayAct={can(role, 'incident:act')} />
}
