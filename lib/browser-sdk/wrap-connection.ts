import { emit, guard, replace } from './recorder.ts'

type Constructors = {
  RTCPeerConnection?: typeof RTCPeerConnection
  webkitRTCPeerConnection?: typeof RTCPeerConnection
}

/**
 * Hears of every new RTCPeerConnection. A proxy keeps prototype, statics and `instanceof` as they are and lets the
 * page subclass it; connections are never touched, only seen.
 */
export function wrapConnections(
  page: Constructors,
  seen: (connection: RTCPeerConnection, config?: RTCConfiguration) => void,
): void {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection'] as const) {
    if (typeof page[name] !== 'function') continue
    if (!/\[native code\]/.test(String(page[name]))) emit('sdk', { what: 'other-wrapper', detail: name })
    replace(page, name, (native) => (native ? proxied(native, seen) : native))
  }
}

function proxied(
  native: typeof RTCPeerConnection,
  seen: (connection: RTCPeerConnection, config?: RTCConfiguration) => void,
): typeof RTCPeerConnection {
  const proxy: typeof RTCPeerConnection = new Proxy(native, {
    construct(target, args, newTarget) {
      const connection = Reflect.construct(target, args, newTarget === proxy ? target : newTarget)
      guard(() => seen(connection, args[0]))
      return connection
    },
  })
  return proxy
}
