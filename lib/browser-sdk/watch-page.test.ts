import { afterEach, beforeEach, expect, test } from 'vitest'
import { startRecording, stopRecording } from './recorder.ts'
import { watchPage } from './watch-page.ts'

let events: [string, unknown][] = []
beforeEach(() => {
  events = []
  startRecording((type, data) => events.push([type, data]))
})
afterEach(stopRecording)

/** As much of a page as is looked at; its media elements refuse to play while `blockedBy` names an error. */
function createPage() {
  const rules = { blockedBy: '' }
  class HTMLMediaElement extends EventTarget {
    localName = 'audio'
    async play(): Promise<void> {
      if (rules.blockedBy) throw new DOMException('not now', rules.blockedBy)
      this.dispatchEvent(new Event('playing'))
    }
  }
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const page = Object.assign(new EventTarget(), {
    document,
    navigator: { userAgent: 'test' },
    HTMLMediaElement,
  })
  watchPage(page as unknown as Window & typeof globalThis, () => undefined)
  return { rules, element: () => new HTMLMediaElement() }
}
const blocked = { element: 'audio', error: 'NotAllowedError' }
const plays = { element: 'audio', ok: true }
const said = () => events.filter(([type]) => type === 'playback-blocked').map(([, data]) => data)

test('sound that the browser blocks and that plays after all is said once each way, and the page gets its error', async () => {
  const { rules, element } = createPage()
  const audio = element()
  rules.blockedBy = 'NotAllowedError'
  await expect(audio.play()).rejects.toThrow('not now')
  await expect(audio.play()).rejects.toThrow('not now')
  rules.blockedBy = ''
  await audio.play()
  await audio.play()
  expect(said()).toEqual([blocked, blocked, plays])
})

test('blocked again, it is said again', async () => {
  const { rules, element } = createPage()
  const audio = element()
  for (const blockedBy of ['NotAllowedError', '', 'NotAllowedError', '']) {
    rules.blockedBy = blockedBy
    await audio.play().catch(() => undefined)
  }
  expect(said()).toEqual([blocked, plays, blocked, plays])
})

test('what always plays, and what fails for another reason, is not worth a word', async () => {
  const { rules, element } = createPage()
  await element().play()
  rules.blockedBy = 'AbortError'
  const audio = element()
  await expect(audio.play()).rejects.toThrow('not now')
  rules.blockedBy = ''
  await audio.play()
  expect(said()).toEqual([])
})
