import type { Metadata } from 'next'
import { AuditPage } from '#components/access/audit/audit-page.tsx'
import { ownAddress } from '../../../own-address.ts'
import { requireMember } from '../../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Audit' }

export default async function Page({ searchParams }: Asked) {
  await requireMember('audit:read', ownAddress('/settings/audit', await searchParams))
  return <AuditPage />
}
