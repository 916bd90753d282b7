'use client'

import { useEffect, useId, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useSingleKeys } from './key-preference.ts'

const sheet = [
  { keys: ['g', 'l'], does: 'Go to Live' },
  { keys: ['g', 's'], does: 'Go to Sessions' },
  { keys: ['g', 'a'], does: 'Go to Alerts' },
  { keys: ['g', 'i'], does: 'Go to Incidents' },
  { keys: ['g', 'b'], does: 'Go to Breakdown' },
  { keys: ['g', 'f'], does: 'Go to Shared causes' },
  { keys: ['g', 'r'], does: 'Go to Reports' },
  { keys: ['g', 'e'], does: 'Go to Settings' },
  { keys: ['/'], does: 'Search calls, alerts or incidents' },
  { keys: ['j'], does: 'Next call or row of a list, next finding in a call' },
  { keys: ['k'], does: 'Previous one' },
  { keys: ['o'], does: 'Open it, as Enter does' },
  { keys: ['[', ']'], does: 'Shift the time shown of a call' },
  { keys: ['n'], does: 'Write a note on a call, an alert or an incident' },
  { keys: ['x', '⇧x'], does: 'Mark an alert, or all up to it' },
  { keys: ['a'], does: 'Acknowledge an alert' },
  { keys: ['z'], does: 'Snooze it' },
  { keys: ['m'], does: 'Assign it' },
  { keys: ['e'], does: 'Resolve it' },
  { keys: ['i'], does: 'Open an incident from it' },
  { keys: ['c'], does: 'Copy a link to this moment of a call, or to an incident' },
  { keys: ['.'], does: 'Pause or resume live updates' },
  { keys: ['?'], does: 'Show this list' },
  { keys: ['Esc'], does: 'Close' },
] as const

/** All keys on one sheet, and the switch that turns the single ones off. */
export function KeysSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const [singleKeys, setSingleKeys] = useSingleKeys()
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  return (
    <dialog
      aria-labelledby={titleId}
      className="m-auto w-[min(420px,calc(100vw-32px))] rounded-lg border border-border bg-surface p-0 text-text shadow-xl backdrop:bg-black/40"
      onClose={onClose}
      ref={dialog}
    >
      <div className="p-5">
        <h2 className="text-base font-semibold" id={titleId}>
          Keyboard shortcuts
        </h2>
        <dl className="mt-4 flex flex-col gap-2 text-ui">
          {sheet.map(({ keys, does }) => (
            <div className="flex items-center justify-between gap-4" key={does}>
              <dt className="text-text-2">{does}</dt>
              <dd className="flex gap-1">
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <label className="mt-4 flex min-h-8 cursor-pointer items-center gap-2 border-t border-border pt-4 text-ui">
          <input
            checked={singleKeys}
            className="size-4 accent-(--accent)"
            onChange={(event) => setSingleKeys(event.currentTarget.checked)}
            type="checkbox"
          />
          Single-key shortcuts on this browser
        </label>
        <div className="mt-4 flex justify-end">
          <Button onClick={onClose}>Close</Button>
        </div>
      </div>
    </dialog>
  )
}
