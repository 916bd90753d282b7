import type { Metadata } from 'next'
import { MaintenancePage } from '#components/alerting/suppression/maintenance-page.tsx'
import { can } from '#lib/access/rights.ts'
import { requireMember } from '../../../require-member.ts'

export const metadata: Metadata = { title: 'Maintenance' }

export default async function Page() {
  const { role } = await requireMember('alert:read', '/settings/maintenance')
  return <MaintenancePage isAdmin={role === 'admin'} mayWrite={can(role, 'silence:write')} />
}
