import type { Metadata } from 'next'
import { ActionsBoard } from '#components/learning/actions-board.tsx'
import { ownAddress } from '../../own-address.ts'
import { requireMember } from '../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Corrective actions' }

export default async function ActionsPage({ searchParams }: Asked) {
  await requireMember('learning:read', ownAddress('/actions', await searchParams))
  return <ActionsBoard />
}
