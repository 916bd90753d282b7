import { emit, guard, listen, replace } from './recorder.ts'

type Hash = (text: string) => string
type Captured = (tracks: MediaStreamTrack[], isDisplay: boolean) => void

/** Notes what asking for camera, microphone or screen brings, and devices that come and go. Labels are hashed. */
export function wrapDevices(devices: MediaDevices | undefined, captured: Captured, hash: Hash): void {
  if (!devices) return
  for (const name of ['getUserMedia', 'getDisplayMedia'] as const)
    if (devices[name]) replace(devices, name, (original) => observed(devices, original, name, captured, hash))
  watchDeviceChanges(devices)
}

type Ask = MediaDevices['getUserMedia']

/** The page gets the browser's own stream or error; in between we look at it. */
function observed(devices: MediaDevices, original: Ask, name: string, captured: Captured, hash: Hash): Ask {
  const isDisplay = name === 'getDisplayMedia'
  return (...args) => {
    const start = Date.now()
    const tell = (stream?: MediaStream, error?: Error) =>
      guard(() => {
        const tracks = stream?.getTracks() ?? []
        const labels = tracks.map(({ label }) => label).join('\n')
        const { displaySurface: surface } = tracks.find(({ kind }) => kind === 'video')?.getSettings() ?? {}
        emit(isDisplay ? 'display-result' : 'gum-result', {
          ok: !error,
          error: error?.name,
          ms: Date.now() - start,
          ...(isDisplay
            ? { surface }
            : {
                audio: Boolean(args[0]?.audio),
                video: Boolean(args[0]?.video),
                deviceHash: labels && hash(labels),
              }),
        })
        captured(tracks, isDisplay)
      })
    return original.apply(devices, args).then(
      (stream) => {
        tell(stream)
        return stream
      },
      (error) => {
        tell(undefined, Object(error))
        throw error
      },
    )
  }
}

function watchDeviceChanges(devices: MediaDevices): void {
  let before: Record<string, number> | undefined
  const look = async () => {
    const counts: Record<string, number> = {}
    for (const { kind } of await devices.enumerateDevices()) counts[kind] = (counts[kind] ?? 0) + 1
    for (const kind in before && { ...before, ...counts }) {
      const count = counts[kind] ?? 0
      const more = count - (before?.[kind] ?? 0)
      if (more) emit('devices', { change: more > 0 ? 'added' : 'removed', kind, count })
    }
    before = counts
  }
  const guarded = () => void look().catch(() => undefined)
  guarded()
  listen(devices, 'devicechange', guarded)
}
