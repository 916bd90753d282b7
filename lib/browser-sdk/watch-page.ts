import type { NavigatorLike } from './client-info.ts'
import { emit, guard, listen, replace } from './recorder.ts'

/** Notes whether the page can be seen, runs and is online, and when it may not play sound. */
export function watchPage(page: Window & typeof globalThis, leaving: (forGood: boolean) => void): void {
  const { document } = page
  const navigator: NavigatorLike & { onLine?: boolean } = page.navigator
  const visibility = (state: string) => emit('visibility', { state })
  const isHidden = () => document.visibilityState === 'hidden'
  if (isHidden()) visibility('hidden')
  listen(document, 'visibilitychange', () => {
    visibility(document.visibilityState)
    if (isHidden()) leaving(false)
  })
  listen(document, 'freeze resume', ({ type }) => visibility(type === 'freeze' ? 'frozen' : 'resumed'))
  listen<PageTransitionEvent>(page, 'pageshow pagehide', ({ type, persisted }) => {
    const isShown = type === 'pageshow'
    if (persisted) visibility(isShown ? 'resumed' : 'frozen')
    if (!isShown) leaving(!persisted)
  })
  const network = () => {
    const { type, effectiveType, downlink: downlinkMbps } = navigator.connection ?? {}
    emit('network', { online: navigator.onLine !== false, type, effectiveType, downlinkMbps })
  }
  listen(page, 'online offline', network)
  listen(navigator.connection, 'change', network)
  watchPlayback(page.HTMLMediaElement.prototype)
}

/** The page gets the browser's own promise or, when it comes to nothing, its error. Sound that plays after all is said. */
function watchPlayback(prototype: HTMLMediaElement): void {
  const say = (element: Element, more: object) =>
    guard(() => emit('playback-blocked', { element: element.localName, ...more }))
  const plays = ({ target }: Event) => say(target as Element, { ok: true })
  replace(
    prototype,
    'play',
    (original) =>
      function play(this: HTMLMediaElement) {
        return original.call(this)?.catch((error: Error) => {
          if (error.name === 'NotAllowedError') {
            say(this, { error: error.name })
            this.addEventListener('playing', plays, { once: true })
          }
          throw error
        })
      },
  )
}
