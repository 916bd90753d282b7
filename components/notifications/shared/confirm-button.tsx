'use client'

import { useId, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'

/** A button that asks once more, saying what will happen. The browser's own dialog keeps the focus. */
export function ConfirmButton({
  label,
  title,
  children,
  confirm,
  disabled,
  onConfirm,
}: {
  label: string
  title: string
  children: React.ReactNode
  confirm: string
  disabled?: boolean
  onConfirm: () => void
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const close = () => dialog.current?.close()
  return (
    <>
      <Button disabled={disabled} look="bare" onClick={() => dialog.current?.showModal()}>
        {label}
      </Button>
      <dialog
        aria-labelledby={titleId}
        className="m-auto w-[min(440px,calc(100vw-32px))] rounded-lg border border-border bg-surface p-0 text-text shadow-xl backdrop:bg-black/40"
        ref={dialog}
      >
        <div className="p-5">
          <h2 className="text-base font-semibold" id={titleId}>
            {title}
          </h2>
          <div className="mt-2 text-text-2 text-ui">{children}</div>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Button onClick={close}>Cancel</Button>
            <Button
              look="primary"
              onClick={() => {
                close()
                onConfirm()
              }}
            >
              {confirm}
            </Button>
          </div>
        </div>
      </dialog>
    </>
  )
}
