import type { NavigatorLike } from './client-info.ts'
import { listen, type Recorder, replace } from './recorder.ts'

/** Notes whether the page can be seen, runs and is online, and when it may not play sound. */
export function watchPage(
  recorder: Recorder,
  page: Window & typeof globalThis,
  leaving: (forGood: boolean) => void,
): void {
  const { document } = page
  const navigator = page.navigator as NavigatorLike & { onLine?: boolean }
  const visibility = (state: string) => recorder.emit('visibility', { state })
  if (document.visibilityState === 'hidden') visibility('hidden')
  listen(recorder, document, 'visibilitychange', () => {
    visibility(document.visibilityState)
    if (document.visibilityState === 'hidden') leaving(false)
  })
  listen(recorder, document, 'freeze', () => visibility('frozen'))
  listen(recorder, document, 'resume', () => visibility('resumed'))
  listen(recorder, page, 'pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) visibility('resumed')
  })
  listen(recorder, page, 'pagehide', (event) => {
    if ((event as PageTransitionEvent).persisted) visibility('frozen')
    leaving(!(event as PageTransitionEvent).persisted)
  })
  const network = () => {
    const { type, effectiveType, downlink } = navigator.connection ?? {}
    recorder.emit('network', {
      online: navigator.onLine !== false,
      type,
      effectiveType,
      downlinkMbps: downlink,
    })
  }
  listen(recorder, page, 'online offline', network)
  listen(recorder, navigator.connection as EventTarget | undefined, 'change', network)
  watchPlayback(recorder, page)
}

function watchPlayback(recorder: Recorder, page: Window & typeof globalThis): void {
  if (!page.HTMLMediaElement) return
  replace(
    recorder,
    page.HTMLMediaElement.prototype,
    'play',
    (original) =>
      function play(this: HTMLMediaElement) {
        const started = original.call(this)
        return started?.catch
          ? started.catch((error: unknown) => {
              recorder.guard('play', () => {
                const { name } = error as Error
                if (name === 'NotAllowedError')
                  recorder.emit('playback-blocked', { element: this.tagName.toLowerCase(), error: name })
              })
              throw error
            })
          : started
      },
  )
}
