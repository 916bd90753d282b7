import type { Metadata } from 'next'
import { SharedScreen } from '#components/incidents/shared/shared-screen.tsx'
import { can } from '#lib/access/rights.ts'
import { requireMember } from '../../../require-member.ts'

export const metadata: Metadata = { title: 'Shared causes' }

export default async function SharedPage() {
  const { role } = await requireMember('incident:read', '/incidents/shared')
  return <SharedScreen mayAct={can(role, 'incident:act')} />
}
