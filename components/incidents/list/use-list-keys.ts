'use client'

import type { RefObject } from 'react'
import { useHotkeys } from 'react-hotkeys-hook'
import { useSingleKeys } from '#components/shell/key-preference.ts'

/** j k walk, o opens as Enter does. */
export function useListKeys(list: RefObject<HTMLElement | null>) {
  const [enabled] = useSingleKeys()
  const options = { enabled, preventDefault: true }
  useHotkeys('j', () => step(list.current, 1), options)
  useHotkeys('k', () => step(list.current, -1), options)
  useHotkeys(
    'o',
    () => list.current?.querySelector<HTMLElement>('[data-incident-row]:focus')?.click(),
    options,
  )
}

function step(list: HTMLElement | null, by: 1 | -1) {
  const rows = [...(list?.querySelectorAll<HTMLElement>('[data-incident-row]') ?? [])]
  const here = rows.findIndex((row) => row.matches(':focus'))
  const next = here < 0 ? 0 : Math.min(Math.max(here + by, 0), rows.length - 1)
  rows[next]?.focus()
  rows[next]?.scrollIntoView({ block: 'nearest' })
}
