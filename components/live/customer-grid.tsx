'use client'

import { memo } from 'react'
import { CustomerCard } from './customer-card.tsx'
import type { CustomerGroup } from './group-customers.ts'

/** As many cards as fit on a large screen are drawn at once; the rest when they come near. */
const cardsAtFirst = 18

export const CustomerGrid = memo(function CustomerGrid({ groups }: { groups: readonly CustomerGroup[] }) {
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,300px),1fr))] gap-3">
      {groups.map((group, i) => (
        <CustomerCard group={group} key={group.customerId} nearAtFirst={i < cardsAtFirst} />
      ))}
    </div>
  )
})
