'use client'

import type { ReactNode } from 'react'
import { useAddress } from '#components/query/use-address.ts'
import { inputClass } from '#components/settings/field.tsx'
import { useZone } from '#components/time/use-zone.ts'
import { Button } from '#components/ui/button.tsx'
import './print.css'
import { zonesToPrint } from './zones.ts'

/** A sheet with what stays off the paper above it: the button, and the one zone of all its times, kept in the address. */
export function PrintFrame({
  customerZone,
  children,
}: {
  customerZone: string | null
  children: (zone: string) => ReactNode
}) {
  const own = useZone()
  const [query, change] = useAddress()
  const zones = zonesToPrint(own, customerZone)
  const zone = zones.find(({ zone: one }) => one === query.get('zone'))?.zone ?? own
  return (
    <main className="incident-sheet" id="main">
      <div className="no-print mb-6 flex flex-wrap items-center gap-3 rounded-lg border border-border bg-raised p-3 text-ui">
        <Button look="primary" onClick={() => window.print()}>
          Print, or save as PDF
        </Button>
        <label className="flex items-center gap-2">
          Times in
          <select
            className={inputClass}
            onChange={(event) => {
              const { value } = event.currentTarget
              change((next) => next.set('zone', value))
            }}
            value={zone}
          >
            {zones.map(({ zone: one, word }) => (
              <option key={one} value={one}>
                {one} ({word})
              </option>
            ))}
          </select>
        </label>
      </div>
      {children(zone)}
    </main>
  )
}
