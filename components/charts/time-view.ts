import { firstWindow, type TimeWindow } from './time-window.ts'

/** The window and cursor that lanes and charts share. Lives outside React so that a moving cursor renders nothing. */
export class TimeView {
  #window: TimeWindow
  #cursor: number | null = null
  #windowListeners = new Set<() => void>()
  #cursorListeners = new Set<() => void>()

  constructor(spanFrom: number, spanTo: number, live: boolean) {
    this.#window = firstWindow(spanFrom, spanTo, live)
  }

  /** What is shown; the same object until it changes. */
  window = (): TimeWindow => this.#window
  /** Where the cursor stands, epoch ms; null = nowhere. */
  cursor = (): number | null => this.#cursor

  change(step: (window: TimeWindow) => TimeWindow) {
    const next = step(this.#window)
    if (sameWindow(next, this.#window)) return
    this.#window = next
    for (const listener of this.#windowListeners) listener()
  }

  setCursor(at: number | null) {
    if (at === this.#cursor) return
    this.#cursor = at
    for (const listener of this.#cursorListeners) listener()
  }

  onWindow = (listener: () => void) => listen(this.#windowListeners, listener)
  onCursor = (listener: () => void) => listen(this.#cursorListeners, listener)
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
