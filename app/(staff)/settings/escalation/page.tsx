import type { Metadata } from 'next'
import { EscalationPage } from '#components/notifications/escalation/escalation-page.tsx'
import { ownAddress } from '../../../own-address.ts'
import { requireMember } from '../../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Escalation' }

export default async function Page({ searchParams }: Asked) {
  await requireMember('notification:read', ownAddress('/settings/escalation', await searchParams))
  return <EscalationPage />
}
