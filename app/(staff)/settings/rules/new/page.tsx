import type { Metadata } from 'next'
import { NewRulePage } from '#components/alerting/rules/new-rule-page.tsx'
import { can } from '#lib/access/rights.ts'
import { requireMember } from '../../../../require-member.ts'

export const metadata: Metadata = { title: 'New rule' }

export default async function Page() {
  const { role } = await requireMember('rule:read', '/settings/rules/new')
  return <NewRulePage isAdmin={role === 'admin'} mayWrite={can(role, 'rule:write')} />
}
