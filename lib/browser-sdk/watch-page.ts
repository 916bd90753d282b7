import type { NavigatorLike } from './client-info.ts'
import { listen, type Recorder, replace } from './recorder.ts'

/** Notes whether the page can be seen, runs and is online, and when it may not play sound. */
export function watchPage(
  recorder: Recorder,
  page: Window & typeof globalThis,
  leaving: (forGood: boolean) => void,
): void {
  const { document } = page
  const navigator: NavigatorLike & { onLine?: boolean } = page.navigator
  const visibility = (state: string) => recorder.emit('visibility', { state })
  const isHidden = () => document.visibilityState === 'hidden'
  if (isHidden()) visibility('hidden')
  listen(recorder, document, 'visibilitychange', () => {
    visibility(document.visibilityState)
    if (isHidden()) leaving(false)
  })
  listen(recorder, document, 'freeze resume', ({ type }) =>
    visibility(type === 'freeze' ? 'frozen' : 'resumed'),
  )
  listen<PageTransitionEvent>(recorder, page, 'pageshow pagehide', ({ type, persisted }) => {
    const isShown = type === 'pageshow'
    if (persisted) visibility(isShown ? 'resumed' : 'frozen')
    if (!isShown) leaving(!persisted)
  })
  const network = () => {
    const { type, effectiveType, downlink: downlinkMbps } = navigator.connection ?? {}
    recorder.emit('network', { online: navigator.onLine !== false, type, effectiveType, downlinkMbps })
  }
  listen(recorder, page, 'online offline', network)
  listen(recorder, navigator.connection, 'change', network)
  watchPlayback(recorder, page.HTMLMediaElement.prototype)
}

/** The page gets the browser's own promise or, when it comes to nothing, its error. */
function watchPlayback(recorder: Recorder, prototype: HTMLMediaElement): void {
  replace(
    recorder,
    prototype,
    'play',
    (original) =>
      function play(this: HTMLMediaElement) {
        return original.call(this)?.catch((error: Error) => {
          recorder.guard(() => {
            if (error.name === 'NotAllowedError')
              recorder.emit('playback-blocked', { element: this.tagName.toLowerCase(), error: error.name })
          })
          throw error
        })
      },
  )
}
