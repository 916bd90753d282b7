'use client'

import { clsx } from 'clsx'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useId, useRef } from 'react'
import { AlertsBadge } from '#components/alerting/tab/alerts-badge.tsx'
import { useScopedCustomer } from './customer-scope.tsx'
import {
  ActionsIcon,
  AlertsIcon,
  BreakdownIcon,
  FleetIcon,
  IncidentsIcon,
  LiveIcon,
  MoreIcon,
  SessionsIcon,
  SettingsIcon,
} from './icons.tsx'

/** Where staff can go. `key` is typed after `g`; `rare` places stand behind “More” on a phone, where only five fit. */
export const places = [
  { href: '/live', label: 'Live', key: 'l', Icon: LiveIcon, rare: false },
  { href: '/sessions', label: 'Sessions', key: 's', Icon: SessionsIcon, rare: false },
  { href: '/alerts', label: 'Alerts', key: 'a', Icon: AlertsIcon, rare: false },
  { href: '/incidents', label: 'Incidents', key: 'i', Icon: IncidentsIcon, rare: false },
  { href: '/breakdown', label: 'Breakdown', key: 'b', Icon: BreakdownIcon, rare: true },
  { href: '/fleet', label: 'Causes', key: 'f', Icon: FleetIcon, rare: true },
  { href: '/actions', label: 'Actions', key: 'x', Icon: ActionsIcon, rare: true },
  { href: '/settings', label: 'Settings', key: 'e', Icon: SettingsIcon, rare: true },
] as const
type Place = (typeof places)[number]

/** A link keeps the customer the screen is narrowed to. */
export function withCustomer(href: string, customerId: string | null): string {
  return customerId ? `${href}?customer=${encodeURIComponent(customerId)}` : href
}

const isHere = (pathname: string, { href }: Place) => pathname === href || pathname.startsWith(`${href}/`)

/** A rail on the left; on a phone a bar at the thumb. */
export function Nav() {
  const pathname = usePathname()
  const customerId = useScopedCustomer()
  return (
    <nav
      aria-label="Main"
      className="no-print fixed inset-x-0 bottom-0 z-20 border-t border-border bg-surface pb-[env(safe-area-inset-bottom)] md:sticky md:top-12 md:bottom-auto md:h-[calc(100dvh-48px)] md:w-19 md:shrink-0 md:overflow-y-auto md:border-t-0 md:border-r md:pb-0"
    >
      <ul className="flex md:flex-col md:gap-1 md:p-2">
        {places.map((place) => {
          const { href, label, Icon, rare } = place
          const here = isHere(pathname, place)
          return (
            <li className={clsx('min-w-0 flex-1 md:flex-none', rare && 'max-md:hidden')} key={href}>
              <Link
                aria-current={here ? 'page' : undefined}
                className={placeLook(here)}
                href={withCustomer(href, customerId)}
              >
                <Icon />
                {label}
                {href === '/alerts' && <AlertsBadge />}
              </Link>
            </li>
          )
        })}
        <li className="min-w-0 flex-1 md:hidden">
          <More customerId={customerId} pathname={pathname} />
        </li>
      </ul>
    </nav>
  )
}

const placeLook = (here: boolean) =>
  clsx(
    'relative flex h-14 w-full flex-col items-center justify-center gap-1 text-2xs font-medium md:rounded-md',
    here
      ? 'text-text before:absolute before:inset-x-6 before:top-0 before:h-0.5 before:bg-text md:bg-raised md:before:inset-x-auto md:before:inset-y-2.5 md:before:-left-2 md:before:h-auto md:before:w-0.5'
      : 'text-text-3 hover:bg-raised hover:text-text',
  )

/** The places a phone has no room for. The browser's own popover: Esc and a tap outside close it. */
function More({ pathname, customerId }: { pathname: string; customerId: string | null }) {
  const id = useId()
  const menu = useRef<HTMLDivElement>(null)
  const rare = places.filter((place) => place.rare)
  return (
    <>
      <button
        className={placeLook(rare.some((place) => isHere(pathname, place)))}
        popoverTarget={id}
        type="button"
      >
        <MoreIcon />
        More
      </button>
      <div
        className="fixed inset-auto right-2 bottom-[calc(60px+env(safe-area-inset-bottom))] m-0 w-56 rounded-lg border border-border bg-surface p-2 text-text shadow-lg"
        id={id}
        popover="auto"
        ref={menu}
      >
        <ul>
          {rare.map((place) => (
            <li key={place.href}>
              <Link
                aria-current={isHere(pathname, place) ? 'page' : undefined}
                className="flex h-12 items-center gap-3 rounded-md px-3 text-ui font-medium hover:bg-raised aria-[current=page]:bg-raised"
                href={withCustomer(place.href, customerId)}
                onClick={() => menu.current?.hidePopover()}
              >
                <place.Icon />
                {place.label}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
