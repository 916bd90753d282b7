import type { Metadata } from 'next'
import { ViewersPage } from '#components/access/viewers/viewers-page.tsx'
import { requireMember } from '../../../require-member.ts'

export const metadata: Metadata = { title: 'People' }

export default async function Page() {
  const { id } = await requireMember('viewer:invite', '/status/people')
  return <ViewersPage ownId={id} />
}
