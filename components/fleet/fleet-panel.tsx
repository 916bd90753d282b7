'use client'

import Link from 'next/link'
import { useMemo } from 'react'
import { useFleet } from '#components/realtime/hooks.ts'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { withCustomer } from '#components/shell/nav.tsx'
import type { FleetFindingView } from '#lib/diagnosis/fleet/contract.ts'
import { FleetItem } from './fleet-item.tsx'

/** "It is us": what many bad calls share, above the wall. Nothing at all while nothing is shared. */
export function FleetPanel({ findings, now }: { findings: readonly FleetFindingView[]; now: number }) {
  const customerId = useScopedCustomer()
  if (findings.length === 0) return null
  return (
    <section
      aria-label="Shared causes"
      className="drains mb-4 rounded-lg border border-border-strong bg-surface"
    >
      <header className="flex h-9 items-center gap-2 border-b border-border px-3">
        <h2 className="text-xs font-semibold">What many bad calls share</h2>
        <Link
          className="ml-auto inline-flex h-6 items-center text-xs text-text-2 underline underline-offset-2 hover:text-text pointer-coarse:h-9"
          href={withCustomer('/fleet', customerId)}
        >
          Ask about another time
        </Link>
      </header>
      <ul className="divide-y divide-border">
        {weightiestFirst(findings).map((finding) => (
          <FleetItem finding={finding} key={finding.findingId} now={now} />
        ))}
      </ul>
    </section>
  )
}

/** What is sure before what is forming, then by how many people it touches. */
function weightiestFirst(findings: readonly FleetFindingView[]): FleetFindingView[] {
  const isSure = ({ phase }: FleetFindingView) => Number(phase === 'confirmed')
  return findings.toSorted((a, b) => isSure(b) - isSure(a) || b.people - a.people)
}

/** The panel as the socket tells it, narrowed to the customer the screen is narrowed to. */
export function LiveFleetPanel({ now }: { now: number }) {
  const all = useFleet()
  const customerId = useScopedCustomer()
  const findings = useMemo(
    () =>
      customerId === null
        ? all
        : all.filter(({ customers }) => customers.some((one) => one.customerId === customerId)),
    [all, customerId],
  )
  return <FleetPanel findings={findings} now={now} />
}
