import type { Metadata } from 'next'
import { SilencesPage } from '#components/alerting/suppression/silences-page.tsx'
import { can } from '#lib/access/rights.ts'
import { requireMember } from '../../../require-member.ts'

export const metadata: Metadata = { title: 'Silences' }

export default async function Page() {
  const { role } = await requireMember('alert:read', '/settings/silences')
  return <SilencesPage isAdmin={role === 'admin'} mayWrite={can(role, 'silence:write')} />
}
