import { listen, type Recorder, replace } from './recorder.ts'

type Captured = (tracks: MediaStreamTrack[], isDisplay: boolean) => void

/** Notes what asking for camera, microphone or screen brings, and devices that come and go. Labels are hashed. */
export function wrapDevices(recorder: Recorder, devices: MediaDevices | undefined, captured: Captured): void {
  if (!devices) return
  for (const name of ['getUserMedia', 'getDisplayMedia'] as const)
    if (devices[name])
      replace(recorder, devices, name, (original) => observed(recorder, devices, original, name, captured))
  watchDeviceChanges(recorder, devices)
}

type Ask = MediaDevices['getUserMedia']

/** The page gets the browser's own stream or error; in between we look at it. */
function observed(
  { emit, guard, hash, now }: Recorder,
  devices: MediaDevices,
  original: Ask,
  name: string,
  captured: Captured,
): Ask {
  const isDisplay = name === 'getDisplayMedia'
  return (...args) => {
    const start = now()
    const tell = (stream?: MediaStream, error?: Error) =>
      guard(() => {
        const tracks = stream?.getTracks() ?? []
        const labels = tracks.map(({ label }) => label).join('\n')
        const { displaySurface: surface } = tracks.find(({ kind }) => kind === 'video')?.getSettings() ?? {}
        emit(isDisplay ? 'display-result' : 'gum-result', {
          ok: !error,
          error: error && String(error.name).slice(0, 60),
          ms: now() - start,
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

function watchDeviceChanges(recorder: Recorder, devices: MediaDevices): void {
  let before: Record<string, number> | undefined
  const look = async () => {
    const counts: Record<string, number> = {}
    for (const { kind } of await devices.enumerateDevices()) counts[kind] = (counts[kind] ?? 0) + 1
    for (const kind in before && { ...before, ...counts }) {
      const count = counts[kind] ?? 0
      const more = count - (before?.[kind] ?? 0)
      if (more) recorder.emit('devices', { change: more > 0 ? 'added' : 'removed', kind, count })
    }
    before = counts
  }
  const guarded = () => void look().catch(() => undefined)
  guarded()
  listen(recorder, devices, 'devicechange', guarded)
}
