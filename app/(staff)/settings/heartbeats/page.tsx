import type { Metadata } from 'next'
import { HeartbeatsPage } from '#components/alerting/intake/heartbeats-page.tsx'
import { ownAddress } from '../../../own-address.ts'
import { requireMember } from '../../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Heartbeats' }

export default async function Page({ searchParams }: Asked) {
  await requireMember('integration:read', ownAddress('/settings/heartbeats', await searchParams))
  return <HeartbeatsPage />
}
