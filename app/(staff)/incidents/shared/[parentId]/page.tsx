import type { Metadata } from 'next'
import { ParentScreen } from '#components/incidents/shared/parent-screen.tsx'
import { can } from '#lib/access/rights.ts'
import { requireMember } from '../../../../require-member.ts'

type Asked = { params: Promise<{ parentId: string }> }

export const metadata: Metadata = { title: 'Shared cause' }

export default async function ParentPage({ params }: Asked) {
  const parentId = decodeURIComponent((await params).parentId)
  const { id, name, role } = await requireMember(
    'incident:read',
    `/incidents/shared/${encodeURIComponent(parentId)}`,
  )
  return <ParentScreen mayAct={can(role, 'incident:act')} me={{ memberId: id, name }} parentId={parentId} />
}
