'use client'

import { type ComponentProps, useCallback, useState } from 'react'
import type { EventView } from '#lib/sessions/contract.ts'
import { EventList, eventKey } from '../event-list.tsx'

/** What happened, to filter, search and go to. */
export function EventsTab(props: Omit<ComponentProps<typeof EventList>, 'selected' | 'onSelect'>) {
  const [selected, setSelected] = useState<string | null>(null)
  const onSelect = useCallback((event: EventView) => setSelected(eventKey(event)), [])
  return (
    <section aria-label="Events" className="flex max-h-[70vh] min-h-80 flex-col">
      <EventList {...props} onSelect={onSelect} selected={selected} />
    </section>
  )
}
