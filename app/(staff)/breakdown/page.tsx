import type { Metadata } from 'next'
import { BreakdownPage } from '#components/breakdown/breakdown-page.tsx'
import { ownAddress } from '../../own-address.ts'
import { requireMember } from '../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Breakdown' }

export default async function Page({ searchParams }: Asked) {
  await requireMember('session:read', ownAddress('/breakdown', await searchParams))
  return <BreakdownPage />
}
