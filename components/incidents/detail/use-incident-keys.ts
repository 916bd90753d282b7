'use client'

import { useRef } from 'react'
import { useHotkeys } from 'react-hotkeys-hook'
import { useSingleKeys } from '#components/shell/key-preference.ts'

type Keys = { onNote: () => void; onResolve: () => void; enabled: boolean }
const sequenceMs = 1_000

/** n writes a note, e resolves, c copies the link. Off while typing, and where single keys are off. */
export function useIncidentKeys({ onNote, onResolve, enabled: free }: Keys) {
  const [singleKeys] = useSingleKeys()
  const enabled = singleKeys && free
  const wentAt = useRef(Number.NEGATIVE_INFINITY)
  // `g e` goes to the settings: the second key then means nothing else.
  useHotkeys(
    'g',
    () => {
      wentAt.current = performance.now()
    },
    { enabled },
  )
  const notGoing = () => performance.now() - wentAt.current >= sequenceMs
  useHotkeys('n', onNote, { enabled, preventDefault: true }, [onNote])
  useHotkeys('e', () => notGoing() && onResolve(), { enabled, preventDefault: true }, [onResolve])
  useHotkeys('c', () => document.querySelector<HTMLElement>('[data-copy-link]')?.click(), { enabled })
}
