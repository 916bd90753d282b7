import type { Metadata } from 'next'
import { IncidentRulesPage } from '#components/incidents/settings/incident-rules-page.tsx'
import { can } from '#lib/access/rights.ts'
import { requireMember } from '../../../require-member.ts'

export const metadata: Metadata = { title: 'Incident rules' }

export default async function Page() {
  const { role } = await requireMember('incident:read', '/settings/incident-rules')
  return <IncidentRulesPage isAdmin={role === 'admin'} mayWrite={can(role, 'incident:configure')} />
}
