import type { Metadata } from 'next'
import { PeoplePage } from '#components/access/people/people-page.tsx'
import { requireMember } from '../../../require-member.ts'

export const metadata: Metadata = { title: 'People' }

export default async function Page() {
  const { id } = await requireMember('member:write', '/settings/people')
  return <PeoplePage ownId={id} />
}
