import { firstWindow, type TimeWindow } from './time-window.ts'

/**
 * The window and cursor that lanes and charts share. Lives outside React so that a moving cursor renders nothing.
 * The cursor follows the mouse; where it was pinned (a click, the keyboard, a link) it rests when the mouse is gone.
 */
export class TimeView {
  #window: TimeWindow
  #hover: number | null = null
  #pin: number | null = null
  #windowListeners = new Set<() => void>()
  #cursorListeners = new Set<() => void>()
  #pinListeners = new Set<() => void>()

  constructor(spanFrom: number, spanTo: number, live: boolean) {
    this.#window = firstWindow(spanFrom, spanTo, live)
  }

  /** What is shown; the same object until it changes. */
  window = (): TimeWindow => this.#window
  /** Where the cursor stands, epoch ms; null = nowhere. */
  cursor = (): number | null => this.#hover ?? this.#pin
  pinned = (): number | null => this.#pin

  change(step: (window: TimeWindow) => TimeWindow) {
    const next = step(this.#window)
    if (sameWindow(next, this.#window)) return
    this.#window = next
    tell(this.#windowListeners)
  }

  hover(at: number | null) {
    if (at === this.#hover) return
    this.#hover = at
    tell(this.#cursorListeners)
  }

  pin(at: number | null) {
    if (at === this.#pin) return
    this.#pin = at
    if (at !== null) this.#hover = null
    tell(this.#cursorListeners)
    tell(this.#pinListeners)
  }

  onWindow = (listener: () => void) => listen(this.#windowListeners, listener)
  onCursor = (listener: () => void) => listen(this.#cursorListeners, listener)
  onPin = (listener: () => void) => listen(this.#pinListeners, listener)
}

function tell(listeners: Set<() => void>) {
  for (const listener of listeners) listener()
}

function listen(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function sameWindow(a: TimeWindow, b: TimeWindow): boolean {
  return (
    a.from === b.from &&
    a.to === b.to &&
    a.spanFrom === b.spanFrom &&
    a.spanTo === b.spanTo &&
    a.live === b.live &&
    a.following === b.following
  )
}
