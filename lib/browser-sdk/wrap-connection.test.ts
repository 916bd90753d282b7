import { afterEach, beforeEach, expect, test } from 'vitest'
import { guarded, replace, startRecording, stopRecording } from './recorder.ts'
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

let events: [string, unknown][] = []
beforeEach(() => {
  events = []
  startRecording((type, data) => events.push([type, data]))
})
afterEach(stopRecording)

test('a page cannot tell the wrapped class from its own: statics, prototype, instanceof, subclass', () => {
  const page = createPage()
  const native = page.RTCPeerConnection
  const before = new native()
  const seen: unknown[] = []
  wrapConnections(page, (connection, config) => seen.push([connection, config]))
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
  wrapConnections(page, () => undefined)
  stopRecording()
  expect(page.RTCPeerConnection).toBe(native)

  wrapConnections(page, () => undefined)
  const theirs = class extends page.RTCPeerConnection {}
  page.RTCPeerConnection = theirs
  stopRecording()
  expect(page.RTCPeerConnection).toBe(theirs)
})

test('another wrapper is noticed', () => {
  const page = { RTCPeerConnection: class {} as unknown as typeof RTCPeerConnection }
  wrapConnections(page, () => undefined)
  expect(events).toEqual([['sdk', { what: 'other-wrapper', detail: 'RTCPeerConnection' }]])
})

test('our own fault never reaches the page, even when telling of it fails', () => {
  const page = createPage()
  wrapConnections(page, () => {
    throw new Error('ours')
  })
  startRecording(() => {
    throw new Error('even telling fails')
  })
  expect(new page.RTCPeerConnection().close()).toBe('closed')
  expect(guarded()).toBeGreaterThan(0)
})

test('a method of the prototype comes back from the prototype', () => {
  const device = Object.create({ ask: () => 'theirs' }) as { ask: () => string }
  replace(device, 'ask', (original) => () => `ours and ${original()}`)
  expect(device.ask()).toBe('ours and theirs')
  stopRecording()
  expect(device.ask()).toBe('theirs')
  expect(Object.hasOwn(device, 'ask')).toBe(false)
})
