import type { Metadata } from 'next'
import { SessionPage } from '#components/sessions/session-page.tsx'
import { requireMember } from '../../../require-member.ts'

type Asked = {
  params: Promise<{ sessionId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const metadata: Metadata = { title: 'Session' }

export default async function OneSessionPage({ params, searchParams }: Asked) {
  const { sessionId } = await params
  const asked = Object.entries(await searchParams).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value]] : [],
  )
  const query = new URLSearchParams(asked).toString()
  await requireMember('session:read', `/sessions/${encodeURIComponent(sessionId)}${query ? `?${query}` : ''}`)
  return <SessionPage sessionId={sessionId} />
}
