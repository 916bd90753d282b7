import type { Metadata } from 'next'
import Link from 'next/link'
import { SessionList } from '#components/sessions/session-list.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { can } from '#lib/access/rights.ts'
import { requireMember } from '../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Sessions' }

export default async function SessionsPage({ searchParams }: Asked) {
  const { customer } = await searchParams
  const path =
    typeof customer === 'string' ? `/sessions?customer=${encodeURIComponent(customer)}` : '/sessions'
  const member = await requireMember('session:read', path)
  const importLink = can(member.role, 'session:import') && (
    <Link className={buttonClass('quiet', 'ml-auto')} href={path.replace('/sessions', '/sessions/import')}>
      Import a dump
    </Link>
  )
  return <SessionList action={importLink} />
}
