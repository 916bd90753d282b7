'use client'

import { Button } from '#components/ui/button.tsx'

/** Order without dragging. `what` names the thing for screen readers. */
export function MoveButtons({
  what,
  onUp,
  onDown,
}: {
  what: string
  onUp: (() => void) | null
  onDown: (() => void) | null
}) {
  return (
    <span className="flex shrink-0">
      <Button
        aria-label={`Move ${what} up`}
        className="w-8 px-0! pointer-coarse:w-11"
        disabled={!onUp}
        look="bare"
        onClick={() => onUp?.()}
        title="Move up"
      >
        ↑
      </Button>
      <Button
        aria-label={`Move ${what} down`}
        className="w-8 px-0! pointer-coarse:w-11"
        disabled={!onDown}
        look="bare"
        onClick={() => onDown?.()}
        title="Move down"
      >
        ↓
      </Button>
    </span>
  )
}
