import type { Metadata } from 'next'
import { Wall } from '#components/live/wall.tsx'
import { requireMember } from '../../require-member.ts'

export const metadata: Metadata = { title: 'Live' }

export default async function LivePage({ searchParams }: PageProps<'/live'>) {
  const { customer } = await searchParams
  await requireMember('session:read', typeof customer === 'string' ? `/live?customer=${customer}` : '/live')
  return <Wall />
}
