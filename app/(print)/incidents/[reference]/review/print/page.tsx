import type { Metadata } from 'next'
import { ReviewPrint } from '#components/learning/review-print.tsx'
import { ownAddress } from '../../../../../own-address.ts'
import { requireMember } from '../../../../../require-member.ts'

type Asked = {
  params: Promise<{ reference: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Asked): Promise<Metadata> {
  const { reference } = await params
  return { title: `${decodeURIComponent(reference)}, review` }
}

/** Outside the shell of staff pages: nothing of it belongs on paper. */
export default async function ReviewPrintPage({ params, searchParams }: Asked) {
  const reference = decodeURIComponent((await params).reference)
  const path = `/incidents/${encodeURIComponent(reference)}/review/print`
  await requireMember('learning:read', ownAddress(path, await searchParams))
  return <ReviewPrint reference={reference} />
}
