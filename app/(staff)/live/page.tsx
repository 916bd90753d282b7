import type { Metadata } from 'next'
import { Wall } from '#components/live/wall.tsx'
import { env } from '#lib/env.server.ts'
import { ownAddress } from '../../own-address.ts'
import { requireMember } from '../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Live' }

export default async function LivePage({ searchParams }: Asked) {
  await requireMember('session:read', ownAddress('/live', await searchParams))
  const { EARSHOT_URL: publicUrl, EARSHOT_ENGINE_URL: engineUrl } = env()
  return <Wall connect={{ publicUrl, engineUrl }} />
}
