import type { Metadata } from 'next'
import { PrintScreen } from '#components/incidents/print/print-screen.tsx'
import { ownAddress } from '../../../../own-address.ts'
import { requireMember } from '../../../../require-member.ts'

type Asked = {
  params: Promise<{ reference: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Asked): Promise<Metadata> {
  const { reference } = await params
  return { title: `${decodeURIComponent(reference)}, report` }
}

/** Outside the shell of staff pages: nothing of it belongs on paper. */
export default async function PrintPage({ params, searchParams }: Asked) {
  const reference = decodeURIComponent((await params).reference)
  const path = `/incidents/${encodeURIComponent(reference)}/print`
  await requireMember('incident:read', ownAddress(path, await searchParams))
  return <PrintScreen reference={reference} />
}
