'use client'

import Link from 'next/link'
import { useCallback, useState } from 'react'
import { AlertWatch } from '#components/alerting/tab/alert-watch.tsx'
import { Heartbeat } from '#components/realtime/heartbeat.tsx'
import { OfflineBar } from '#components/realtime/offline-bar.tsx'
import { RealtimeProvider } from '#components/realtime/realtime-provider.tsx'
import { Announcer } from '#components/ui/announcer.tsx'
import { CustomerScope, type ScopeCustomer } from './customer-scope.tsx'
import { Mark } from './icons.tsx'
import { KeysSheet } from './keys-sheet.tsx'
import { MeMenu, type MenuMember } from './me-menu.tsx'
import { Nav } from './nav.tsx'
import { OpenCode } from './open-code.tsx'
import { SkipLink } from './skip-link.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import { useShellKeys } from './use-shell-keys.ts'

type Props = {
  member: MenuMember
  customers: readonly ScopeCustomer[]
  engineUrl: string
  children: React.ReactNode
}

/** Everything around a staff page: where am I, whose data is this, how fresh is it. */
export function StaffShell({ member, customers, engineUrl, children }: Props) {
  const [keysOpen, setKeysOpen] = useState(false)
  const showKeys = useCallback(() => setKeysOpen(true), [])
  useShellKeys(showKeys)
  return (
    <Announcer>
      <RealtimeProvider engineUrl={engineUrl}>
        <SkipLink />
        <div className="no-print sticky top-0 z-30">
          <header className="flex h-12 items-center gap-3 border-b border-border bg-surface px-3 md:px-4">
            <Link
              aria-label="Earshot, to the wall"
              className="flex items-center gap-2 font-semibold"
              href="/live"
            >
              <Mark />
              <span className="hidden sm:inline">Earshot</span>
            </Link>
            <CustomerScope customers={customers} />
            <div className="ml-auto flex shrink-0 items-center gap-2 sm:gap-3 lg:min-w-0 lg:shrink">
              <OpenCode className="hidden lg:block" />
              <span className="whitespace-nowrap">
                <Heartbeat />
              </span>
              <AlertWatch />
              <ThemeSwitch className="hidden md:flex" />
              <MeMenu member={member} onShowKeys={showKeys}>
                <OpenCode className="mt-3 lg:hidden" />
              </MeMenu>
            </div>
          </header>
          <OfflineBar />
        </div>
        <div className="md:flex">
          <Nav />
          <main className="min-w-0 flex-1 px-4 pt-4 pb-24 md:px-6 md:pb-8" id="main" tabIndex={-1}>
            {children}
          </main>
        </div>
        <KeysSheet onClose={() => setKeysOpen(false)} open={keysOpen} />
      </RealtimeProvider>
    </Announcer>
  )
}
