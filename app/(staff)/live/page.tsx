import type { Metadata } from 'next'
import { Wall } from '#components/live/wall.tsx'
import { env } from '#lib/env.server.ts'
import { requireMember } from '../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Live' }

export default async function LivePage({ searchParams }: Asked) {
  const { customer } = await searchParams
  await requireMember('session:read', typeof customer === 'string' ? `/live?customer=${customer}` : '/live')
  const { EARSHOT_URL: publicUrl, EARSHOT_ENGINE_URL: engineUrl } = env()
  return <Wall connect={{ publicUrl, engineUrl }} />
}
