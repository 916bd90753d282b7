import { expect, test } from 'vitest'
import { countedGuard } from './guard.ts'
import { type Recorder, replace } from './recorder.ts'
import { wrapConnections } from './wrap-connection.ts'

/** Stands in for the browser's class: it looks native, has statics and a prototype. */
function createPage() {
  class Native {
    static generateCertificate = () => 'certificate'
    config: unknown
    constructor(config?: unknown) {
      this.config = config
    }
    close() {
      return 'closed'
    }
  }
  Object.defineProperty(Native, 'toString', { value: () => 'function RTCPeerConnection() { [native code] }' })
  return { RTCPeerConnection: Native as unknown as typeof RTCPeerConnection }
}

function createRecorder() {
  const events: [string, unknown][] = []
  const undo: (() => void)[] = []
  const { guard, guarded } = countedGuard(() => {
    throw new Error('even telling fails')
  })
  const recorder: Recorder = {
    now: () => 0,
    later: () => 0,
    cancel: () => undefined,
    signal: new AbortController().signal,
    emit: (type, data) => events.push([type, data]),
    guard,
    hash: (text) => text,
    onStop: (run) => undo.push(run),
  }
  return { recorder, events, guarded, stop: () => undo.forEach((run) => void run()) }
}

test('a page cannot tell the wrapped class from its own: statics, prototype, instanceof, subclass', () => {
  const page = createPage()
  const native = page.RTCPeerConnection
  const before = new native()
  const { recorder } = createRecorder()
  const seen: unknown[] = []
  wrapConnections(recorder, page, (connection, config) => seen.push([connection, config]))
  const config = { iceServers: [] }
  const connection = new page.RTCPeerConnection(config)
  expect(page.RTCPeerConnection).not.toBe(native)
  expect(page.RTCPeerConnection.prototype).toBe(native.prototype)
  expect(page.RTCPeerConnection.generateCertificate).toBe(native.generateCertificate)
  expect([connection, before].every((one) => one instanceof page.RTCPeerConnection)).toBe(true)
  expect(connection).toBeInstanceOf(native)
  expect(connection.close()).toBe('closed')
  expect(seen).toEqual([[connection, config]])

  class Custom extends page.RTCPeerConnection {
    mine = true
  }
  const custom = new Custom()
  expect(custom).toBeInstanceOf(Custom)
  expect(custom.mine).toBe(true)
  expect(seen).toHaveLength(2)
})

test('the class is given back on stop, unless somebody wrapped it again', () => {
  const page = createPage()
  const native = page.RTCPeerConnection
  const first = createRecorder()
  wrapConnections(first.recorder, page, () => undefined)
  first.stop()
  expect(page.RTCPeerConnection).toBe(native)

  const second = createRecorder()
  wrapConnections(second.recorder, page, () => undefined)
  const theirs = class extends page.RTCPeerConnection {}
  page.RTCPeerConnection = theirs
  second.stop()
  expect(page.RTCPeerConnection).toBe(theirs)
})

test('another wrapper is noticed', () => {
  const page = { RTCPeerConnection: class {} as unknown as typeof RTCPeerConnection }
  const { recorder, events } = createRecorder()
  wrapConnections(recorder, page, () => undefined)
  expect(events).toEqual([['sdk', { what: 'other-wrapper', detail: 'RTCPeerConnection' }]])
})

test('our own fault never reaches the page, even when telling of it fails', () => {
  const page = createPage()
  const { recorder, guarded } = createRecorder()
  wrapConnections(recorder, page, () => {
    throw new Error('ours')
  })
  expect(new page.RTCPeerConnection().close()).toBe('closed')
  expect(guarded()).toBe(1)
})

test('a method of the prototype comes back from the prototype', () => {
  const device = Object.create({ ask: () => 'theirs' }) as { ask: () => string }
  const { recorder, stop } = createRecorder()
  replace(recorder, device, 'ask', (original) => () => `ours and ${original()}`)
  expect(device.ask()).toBe('ours and theirs')
  stop()
  expect(device.ask()).toBe('theirs')
  expect(Object.hasOwn(device, 'ask')).toBe(false)
})
