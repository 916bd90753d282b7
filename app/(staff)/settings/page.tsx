import { redirect } from 'next/navigation'
import { requireMember } from '../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Settings open at the rules; the customer shown stays. */
export default async function SettingsPage({ searchParams }: Asked) {
  await requireMember('rule:read', '/settings')
  const { customer } = await searchParams
  redirect(
    typeof customer === 'string' ? `/settings/rules?${new URLSearchParams({ customer })}` : '/settings/rules',
  )
}
