'use client'

import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useId } from 'react'
import { api } from '#components/query/api.ts'
import { setLeaving } from '#components/realtime/browser-dashboard.ts'
import { Button } from '#components/ui/button.tsx'
import { okSchema } from '#lib/access/contract.ts'
import type { Role } from '#lib/access/member.ts'
import { roleWords } from '#lib/access/role-words.ts'
import { ThemeSwitch } from './theme-switch.tsx'

const item =
  'flex h-8 items-center justify-between rounded-md px-2 text-ui hover:bg-raised pointer-coarse:h-11'

export type MenuMember = { name: string; email: string; role: Role }

/** Who is signed in, the theme, the keys and the way out. The browser's own popover: Esc and a click outside close it. */
export function MeMenu({
  member,
  onShowKeys,
  children,
}: {
  member: MenuMember
  onShowKeys?: () => void
  children?: React.ReactNode
}) {
  const menuId = useId()
  const signOut = useSignOut()
  return (
    <>
      <button
        aria-label={`${member.name}: account menu`}
        className="flex size-7 shrink-0 items-center justify-center rounded-full bg-raised text-2xs font-semibold text-text hover:outline-1 hover:outline-border-strong pointer-coarse:size-9"
        popoverTarget={menuId}
        type="button"
      >
        {initials(member.name)}
      </button>
      <div
        className="fixed inset-auto top-13 right-3 m-0 w-64 rounded-lg border border-border bg-surface p-3 text-text shadow-lg"
        id={menuId}
        popover="auto"
      >
        <p className="truncate font-medium">{member.name}</p>
        <p className="truncate text-xs text-text-2">{member.email}</p>
        <p className="mt-0.5 text-xs text-text-3">{roleWords[member.role].name}</p>
        {children}
        <ThemeSwitch className="mt-3" withWords />
        <div className="mt-3 flex flex-col gap-1 border-t border-border pt-3">
          {member.role === 'owner' && (
            <Link className={item} href="/status/people">
              Who sees this page
            </Link>
          )}
          {onShowKeys && (
            <button
              className={item}
              onClick={onShowKeys}
              popoverTarget={menuId}
              popoverTargetAction="hide"
              type="button"
            >
              Keyboard shortcuts <kbd>?</kbd>
            </button>
          )}
          <Button disabled={signOut.isPending} onClick={() => signOut.mutate()}>
            {signOut.isPending ? 'Signing out …' : 'Sign out'}
          </Button>
          {signOut.isError && (
            <p className="text-xs text-crit-fg" role="alert">
              Still signed in: {signOut.error.message}
            </p>
          )}
        </div>
      </div>
    </>
  )
}

function useSignOut() {
  return useMutation({
    mutationFn: () =>
      api('/api/v1/sign-out', okSchema, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      }),
    onMutate: () => setLeaving(true),
    onError: () => setLeaving(false),
    onSuccess: () => window.location.assign('/sign-in'),
  })
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : '']
  return `${first.slice(0, 1)}${last.slice(0, 1)}`.toUpperCase() || '?'
}
