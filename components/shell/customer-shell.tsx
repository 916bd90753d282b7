'use client'

import { Announcer } from '#components/ui/announcer.tsx'
import { Mark } from './icons.tsx'
import { MeMenu, type MenuMember } from './me-menu.tsx'
import { SkipLink } from './skip-link.tsx'

/** The quiet frame of the customer's page: no rail, no staff tools. */
export function CustomerShell({ member, children }: { member: MenuMember; children: React.ReactNode }) {
  return (
    <Announcer>
      <SkipLink />
      <header className="no-print sticky top-0 z-30 flex h-12 items-center gap-3 border-b border-border bg-surface px-4">
        <span className="flex items-center gap-2 font-semibold">
          <Mark />
          Earshot
        </span>
        <div className="ml-auto">
          <MeMenu member={member} />
        </div>
      </header>
      <main className="mx-auto max-w-3xl px-4 pt-8 pb-16 md:pt-12" id="main" tabIndex={-1}>
        {children}
      </main>
    </Announcer>
  )
}
