import type { Metadata } from 'next'
import { NewParentForm } from '#components/incidents/shared/new-parent-form.tsx'
import { ownAddress } from '../../../../own-address.ts'
import { requireMember } from '../../../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Open for several customers' }

export default async function NewSharedPage({ searchParams }: Asked) {
  await requireMember('incident:act', ownAddress('/incidents/shared/new', await searchParams))
  return <NewParentForm />
}
