'use client'

import { useHotkeys } from 'react-hotkeys-hook'
import type { TimeView } from '#components/charts/time-view.ts'
import { backToLive, pan, type TimeWindow } from '#components/charts/time-window.ts'
import { useSingleKeys } from '#components/shell/key-preference.ts'

/** Keys of the page of a call; off while typing, and where single keys are off. */
export function useSessionKeys(view: TimeView, onNote: () => void) {
  const [enabled] = useSingleKeys()
  useHotkeys('j', () => step(1), { enabled })
  useHotkeys('k', () => step(-1), { enabled })
  useHotkeys('[', () => view.change((window) => pan(window, -0.5)), { enabled, useKey: true }, [view])
  useHotkeys(']', () => view.change((window) => pan(window, 0.5)), { enabled, useKey: true }, [view])
  useHotkeys('.', () => view.change(pauseOrResume), { enabled, useKey: true }, [view])
  useHotkeys('c', () => document.querySelector<HTMLElement>('[data-share]')?.click(), { enabled })
  useHotkeys('n', onNote, { enabled, preventDefault: true }, [onNote])
}

function pauseOrResume(window: TimeWindow): TimeWindow {
  return window.following ? { ...window, following: false } : window.live ? backToLive(window) : window
}

/** Moves the focus from finding to finding; Enter then opens it, as a button does. */
function step(by: 1 | -1) {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-finding-row]')].filter(
    (row) => row.offsetParent !== null,
  )
  const at = rows.findIndex((row) => row.matches(':focus'))
  const target =
    at === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))
  rows[target]?.focus()
}
