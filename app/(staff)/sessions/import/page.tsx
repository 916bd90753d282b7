import type { Metadata } from 'next'
import { ImportScreen } from '#components/imports/import-screen.tsx'
import { requireMember } from '../../../require-member.ts'

export const metadata: Metadata = { title: 'Import a call' }

export default async function ImportPage() {
  await requireMember('session:import', '/sessions/import')
  return <ImportScreen />
}
