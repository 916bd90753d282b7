'use client'

import { type RefObject, useRef } from 'react'
import { useHotkeys } from 'react-hotkeys-hook'
import { useSingleKeys } from '#components/shell/key-preference.ts'

/** j and k walk the attention list by moving the focus; Enter is then the link's own, and o does the same. */
export function useAttentionKeys(): RefObject<HTMLUListElement | null> {
  const list = useRef<HTMLUListElement>(null)
  const [enabled] = useSingleKeys()
  useHotkeys('j', () => step(list.current, 1), { enabled })
  useHotkeys('k', () => step(list.current, -1), { enabled })
  useHotkeys('o', () => openFocused(list.current), { enabled })
  return list
}

function openFocused(list: HTMLElement | null) {
  list?.querySelector<HTMLElement>('[data-attention-row]:focus')?.click()
}

function step(list: HTMLElement | null, by: 1 | -1) {
  const rows = [...(list?.querySelectorAll<HTMLElement>('[data-attention-row]') ?? [])]
  const at = rows.findIndex((row) => row.matches(':focus'))
  const target =
    at === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))
  rows[target]?.focus()
}
