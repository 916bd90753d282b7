'use client'

import { clsx } from 'clsx'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { withCustomer } from '#components/shell/nav.tsx'
import { type SettingsPlace, settingsParts } from './places.ts'

/** The places of settings: a list beside the page, on a phone a row that scrolls sideways. */
export function SettingsList({ places }: { places: readonly SettingsPlace[] }) {
  return (
    <nav
      aria-label="Settings"
      className="no-print -mx-4 overflow-x-auto border-b border-border px-4 pb-2 lg:sticky lg:top-16 lg:mx-0 lg:w-44 lg:shrink-0 lg:self-start lg:overflow-visible lg:border-b-0 lg:px-0 lg:pb-0"
    >
      <div className="flex gap-1 lg:flex-col lg:gap-4">
        {settingsParts.map((part) => (
          <Part key={part} part={part} places={places.filter((place) => place.part === part)} />
        ))}
      </div>
    </nav>
  )
}

function Part({ part, places }: { part: string; places: readonly SettingsPlace[] }) {
  if (places.length === 0) return null
  return (
    <div className="flex gap-1 lg:flex-col lg:gap-0.5">
      <p className="hidden px-2.5 pb-1 text-2xs font-medium text-text-3 lg:block">{part}</p>
      <ul aria-label={part} className="flex gap-1 lg:flex-col lg:gap-0.5">
        {places.map((place) => (
          <Place key={place.href} {...place} />
        ))}
      </ul>
    </div>
  )
}

function Place({ href, label }: SettingsPlace) {
  const pathname = usePathname()
  const customerId = useScopedCustomer()
  const link = useRef<HTMLAnchorElement>(null)
  const here = pathname === href || pathname.startsWith(`${href}/`)
  useEffect(() => {
    if (here) link.current?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [here])
  return (
    <li>
      <Link
        aria-current={here ? 'page' : undefined}
        className={clsx(
          'flex h-8 items-center whitespace-nowrap rounded-md px-2.5 text-ui pointer-coarse:h-11',
          here ? 'bg-raised font-medium text-text' : 'text-text-2 hover:bg-raised hover:text-text',
        )}
        href={withCustomer(href, customerId)}
        ref={link}
      >
        {label}
      </Link>
    </li>
  )
}
