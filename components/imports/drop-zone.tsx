'use client'

import { clsx } from 'clsx'
import { useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'

/** Files are dropped anywhere on it or chosen with the button; the button is all that a keyboard needs. */
export function DropZone({ disabled, onFiles }: { disabled: boolean; onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const take = (files: FileList | null) => {
    if (!disabled && files && files.length > 0) onFiles([...files])
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first
    <div
      className={clsx(
        'flex flex-col items-center gap-3 rounded-lg border border-dashed p-8 text-center',
        isOver ? 'border-text bg-raised' : 'border-border-strong bg-surface',
      )}
      onDragLeave={() => setOver(false)}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(!disabled)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
    >
      <p className="text-text-2 text-ui">Drop dumps here, or</p>
      <Button disabled={disabled} look="primary" onClick={() => input.current?.click()}>
        Choose files
      </Button>
      <input
        aria-label="Files to import"
        className="sr-only"
        disabled={disabled}
        multiple
        onChange={(event) => {
          take(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
        ref={input}
        tabIndex={-1}
        type="file"
      />
      <p className="text-text-3 text-xs">Plain or gzip, up to 100 MB each</p>
    </div>
  )
}
