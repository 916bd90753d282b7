import type { Metadata } from 'next'
import { RulePage } from '#components/alerting/rules/rule-page.tsx'
import { can } from '#lib/access/rights.ts'
import { requireMember } from '../../../../require-member.ts'

type Asked = { params: Promise<{ ruleId: string }> }

export const metadata: Metadata = { title: 'Rule' }

export default async function Page({ params }: Asked) {
  const { ruleId } = await params
  const { role } = await requireMember('rule:read', `/settings/rules/${encodeURIComponent(ruleId)}`)
  return <RulePage isAdmin={role === 'admin'} mayWrite={can(role, 'rule:write')} ruleId={ruleId} />
}
