'use client'

import { type RefObject, useRef } from 'react'
import { useHotkeys } from 'react-hotkeys-hook'
import { useSingleKeys } from '#components/shell/key-preference.ts'

/** `j` and `k` walk the rows by moving the focus; `o` and Enter open the one that has it (it is a link). */
export function useRowKeys<El extends HTMLElement>(): RefObject<El | null> {
  const rows = useRef<El>(null)
  const [enabled] = useSingleKeys()
  useHotkeys('j', () => step(rows.current, 1), { enabled })
  useHotkeys('k', () => step(rows.current, -1), { enabled })
  useHotkeys('o', () => rows.current?.querySelector<HTMLElement>('[data-row]:focus')?.click(), { enabled })
  return rows
}

function step(rows: HTMLElement | null, by: 1 | -1) {
  const links = [...(rows?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  const here = links.findIndex((link) => link.matches(':focus'))
  const next = links[Math.min(Math.max(here + by, 0), links.length - 1)]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}
