'use client'

import { clsx } from 'clsx'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { AlertsBadge } from '#components/alerting/tab/alerts-badge.tsx'
import { useScopedCustomer } from './customer-scope.tsx'
import { AlertsIcon, BreakdownIcon, FleetIcon, LiveIcon, SessionsIcon, SettingsIcon } from './icons.tsx'

/** Where staff can go; only what exists. `key` is typed after `g`. */
export const places = [
  { href: '/live', label: 'Live', key: 'l', Icon: LiveIcon },
  { href: '/sessions', label: 'Sessions', key: 's', Icon: SessionsIcon },
  { href: '/alerts', label: 'Alerts', key: 'a', Icon: AlertsIcon },
  { href: '/breakdown', label: 'Breakdown', key: 'b', Icon: BreakdownIcon },
  { href: '/fleet', label: 'Causes', key: 'f', Icon: FleetIcon },
  { href: '/settings', label: 'Settings', key: 'e', Icon: SettingsIcon },
] as const

/** A link keeps the customer the screen is narrowed to. */
export function withCustomer(href: string, customerId: string | null): string {
  return customerId ? `${href}?customer=${encodeURIComponent(customerId)}` : href
}

/** A rail on the left; on a phone a bar at the thumb. */
export function Nav() {
  const pathname = usePathname()
  const customerId = useScopedCustomer()
  return (
    <nav
      aria-label="Main"
      className="no-print fixed inset-x-0 bottom-0 z-20 border-t border-border bg-surface pb-[env(safe-area-inset-bottom)] md:sticky md:top-12 md:bottom-auto md:h-[calc(100dvh-48px)] md:w-19 md:shrink-0 md:border-t-0 md:border-r md:pb-0"
    >
      <ul className="flex md:flex-col md:gap-1 md:p-2">
        {places.map(({ href, label, Icon }) => {
          const here = pathname === href || pathname.startsWith(`${href}/`)
          return (
            <li className="flex-1 md:flex-none" key={href}>
              <Link
                aria-current={here ? 'page' : undefined}
                className={clsx(
                  'relative flex h-14 flex-col items-center justify-center gap-1 text-2xs font-medium md:rounded-md',
                  here
                    ? 'text-text before:absolute before:inset-x-8 before:top-0 before:h-0.5 before:bg-text md:bg-raised md:before:inset-x-auto md:before:inset-y-2.5 md:before:-left-2 md:before:h-auto md:before:w-0.5'
                    : 'text-text-3 hover:bg-raised hover:text-text',
                )}
                href={withCustomer(href, customerId)}
              >
                <Icon />
                {label}
                {href === '/alerts' && <AlertsBadge />}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
