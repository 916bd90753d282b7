'use client'

import { createContext, useContext } from 'react'
import { CauseFilterChip } from '#components/ui/cause-chip.tsx'
import type { AppTile } from '#lib/sessions/contract.ts'

type Filter = { cause: string | null; toggle: (kind: string) => void }
const FilterContext = createContext<Filter>({ cause: null, toggle: () => undefined })

/** Lets a tile's chips narrow the whole wall, without handing the filter through every card. */
export function CauseFilter({ value, children }: { value: Filter; children: React.ReactNode }) {
  return <FilterContext value={value}>{children}</FilterContext>
}

const chipsShown = 3

/** Root causes of an app's calls now; pressing one narrows the wall to it. */
export function CauseChips({ causes }: { causes: AppTile['causes'] }) {
  const { cause, toggle } = useContext(FilterContext)
  if (causes.length === 0) return null
  const shown = causes.filter(({ kind }, i) => i < chipsShown || kind === cause)
  const hidden = causes.length - shown.length
  return (
    <p className="mt-1 flex flex-wrap items-center gap-1">
      {shown.map(({ kind, sessions }) => (
        <CauseFilterChip calls={sessions} key={kind} kind={kind} onToggle={toggle} pressed={kind === cause} />
      ))}
      {hidden > 0 && <span className="text-xs text-text-3">+{hidden}</span>}
    </p>
  )
}
