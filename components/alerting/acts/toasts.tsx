'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

export type Say = (text: string, undo: (() => void) | null) => void
type Toast = { id: number; text: string; undo: (() => void) | null }
const staysMs = 5_000

/** What was just done, with five seconds to take it back; longer while somebody points at it or is on it. */
export function useToasts(): { say: Say; toasts: React.ReactNode } {
  const [toast, setToast] = useState<Toast | null>(null)
  const next = useRef(0)
  const say = useCallback<Say>((text, undo) => {
    next.current += 1
    setToast({ id: next.current, text, undo })
  }, [])
  const close = useCallback((id: number) => setToast((now) => (now?.id === id ? null : now)), [])
  return {
    say,
    toasts: (
      <div
        aria-atomic="true"
        className="pointer-events-none fixed inset-x-3 bottom-31 z-40 flex justify-center lg:bottom-4"
        role="status"
      >
        {toast && <OneToast key={toast.id} onClose={close} toast={toast} />}
      </div>
    ),
  }
}

function OneToast({ toast: { id, text, undo }, onClose }: { toast: Toast; onClose: (id: number) => void }) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => onClose(id), staysMs)
    return () => clearTimeout(timer)
  }, [held, id, onClose])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it from going away
    <div
      className="pointer-events-auto flex min-h-11 max-w-full items-center gap-2 rounded-md bg-accent py-1 ps-4 pe-2 text-ui text-accent-on shadow-lg"
      onBlur={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
    >
      <span className="min-w-0 wrap-anywhere">{text}</span>
      {undo && (
        <button
          className="min-h-8 rounded px-2 font-semibold underline underline-offset-2 pointer-coarse:min-h-11"
          onClick={() => {
            onClose(id)
            undo()
          }}
          type="button"
        >
          Undo
        </button>
      )}
      <button
        aria-label="Close this message"
        className="flex size-8 shrink-0 items-center justify-center rounded pointer-coarse:size-11"
        onClick={() => onClose(id)}
        type="button"
      >
        ✕
      </button>
    </div>
  )
}
