'use client'

import { useEffect, useId, useRef } from 'react'
import { OpenFromAlerts } from '#components/incidents/open/open-from-alerts.tsx'
import { Button } from '#components/ui/button.tsx'
import { type Asked, type AskKind, type FormProps, useAlertActs } from './acts-context.ts'
import { AssignForm } from './assign-form.tsx'
import { SnoozeForm } from './snooze-form.tsx'
import { AcknowledgeForm, ResolveForm } from './words-form.tsx'

const forms: Record<AskKind, { title: string; Form: (props: FormProps) => React.ReactNode }> = {
  acknowledge: { title: 'Acknowledge', Form: AcknowledgeForm },
  snooze: { title: 'Snooze', Form: SnoozeForm },
  assign: { title: 'Assign', Form: AssignForm },
  resolve: { title: 'Resolve', Form: ResolveForm },
  incident: { title: 'Open an incident', Form: OpenFromAlerts },
}
const wide = 380

/** The form of one act: below its button, in the middle when a key opened it, at the thumb on a phone. Esc closes it. */
export function ActDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const { act } = useAlertActs()
  const { title, Form } = forms[asked.kind]
  const many =
    asked.alerts.length > 1
      ? `${title}${asked.kind === 'incident' ? ' from' : ''} ${asked.alerts.length} alerts`
      : title
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal()
    // A dialog goes to its first button by itself, and that closes it.
    dialog.current?.querySelector<HTMLElement>('[data-first]')?.focus()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the key for it is Esc, which a dialog knows by itself
    <dialog
      aria-labelledby={titleId}
      className="fixed m-0 max-h-[80dvh] w-[min(380px,100vw)] max-w-none overflow-y-auto rounded-lg border border-border-strong bg-surface p-4 text-text shadow-lg backdrop:bg-black/20 max-sm:top-auto! max-sm:bottom-0 max-sm:left-0! max-sm:w-full max-sm:rounded-b-none max-sm:pb-[calc(16px+env(safe-area-inset-bottom))]"
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
      onClose={onClose}
      ref={dialog}
      style={placeOf(asked.at)}
    >
      <div className="mb-3 flex items-center justify-between gap-3">
        <h2 className="text-base font-semibold" id={titleId}>
          {many}
        </h2>
        <Button aria-label="Close" look="bare" onClick={() => dialog.current?.close()}>
          ✕
        </Button>
      </div>
      {asked.alerts.length === 1 && <p className="mb-3 text-xs text-text-2">{asked.alerts[0]?.title}</p>}
      <Form
        alerts={asked.alerts}
        onClose={() => dialog.current?.close()}
        onAct={(what) => {
          dialog.current?.close()
          act(what, asked.alerts)
        }}
      />
    </dialog>
  )
}

function placeOf(at: DOMRect | null): { left: number | string; top: number | string } {
  if (at === null) return { left: `calc(50vw - ${wide / 2}px)`, top: '20dvh' }
  const left = Math.max(8, Math.min(at.left, window.innerWidth - wide - 8))
  return { left, top: Math.max(8, Math.min(at.bottom + 6, window.innerHeight - 320)) }
}
