import type { Metadata } from 'next'
import { RulesPage } from '#components/alerting/rules/rules-page.tsx'
import { can } from '#lib/access/rights.ts'
import { requireMember } from '../../../require-member.ts'

export const metadata: Metadata = { title: 'Rules' }

export default async function Page() {
  const { role } = await requireMember('rule:read', '/settings/rules')
  return <RulesPage isAdmin={role === 'admin'} mayWrite={can(role, 'rule:write')} />
}
