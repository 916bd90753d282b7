import type { Metadata } from 'next'
import { StatusesPage } from '#components/incidents/settings/statuses-page.tsx'
import { can } from '#lib/access/rights.ts'
import { requireMember } from '../../../require-member.ts'

export const metadata: Metadata = { title: 'Statuses' }

export default async function Page() {
  const { role } = await requireMember('incident:read', '/settings/statuses')
  return <StatusesPage mayWrite={role === 'admin' && can(role, 'incident:configure')} />
}
