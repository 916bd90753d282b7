import { listen, type Recorder, replace } from './recorder.ts'

/** Notes what asking for camera, microphone or screen brings, and devices that come and go. Labels are hashed. */
export function wrapDevices(
  recorder: Recorder,
  devices: MediaDevices | undefined,
  captured: (stream: MediaStream, isDisplay: boolean) => void,
): void {
  if (!devices) return
  if (typeof devices.getUserMedia === 'function')
    replace(recorder, devices, 'getUserMedia', (original) =>
      observed(recorder, original, devices, (ms, constraints, stream, error) => {
        const labels = stream?.getTracks().map(({ label }) => label) ?? []
        recorder.emit('gum-result', {
          audio: Boolean(constraints?.audio),
          video: Boolean(constraints?.video),
          ok: !error,
          error,
          ms,
          deviceHash: labels.length > 0 ? recorder.hash(labels.join('\n')) : undefined,
        })
        if (stream) captured(stream, false)
      }),
    )
  if (typeof devices.getDisplayMedia === 'function')
    replace(recorder, devices, 'getDisplayMedia', (original) =>
      observed(recorder, original, devices, (ms, _constraints, stream, error) => {
        const surface = (stream?.getVideoTracks()[0]?.getSettings() as { displaySurface?: string })
          ?.displaySurface
        recorder.emit('display-result', { ok: !error, error, ms, surface })
        if (stream) captured(stream, true)
      }),
    )
  watchDeviceChanges(recorder, devices)
}

type Ask = (constraints?: MediaStreamConstraints) => Promise<MediaStream>
type Saw = (ms: number, constraints?: MediaStreamConstraints, stream?: MediaStream, error?: string) => void

/** The page gets the browser's own stream or error; in between we look at it. */
function observed(recorder: Recorder, original: Ask, devices: MediaDevices, saw: Saw): Ask {
  return (...args) => {
    const start = recorder.now()
    const tell = (stream?: MediaStream, error?: string) =>
      recorder.guard('media', () => saw(recorder.now() - start, args[0], stream, error))
    return original.apply(devices, args).then(
      (stream) => {
        tell(stream)
        return stream
      },
      (error) => {
        tell(undefined, String(error?.name ?? 'Error').slice(0, 60))
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
    for (const kind of before ? new Set([...Object.keys(before), ...Object.keys(counts)]) : []) {
      const count = counts[kind] ?? 0
      const was = before?.[kind] ?? 0
      if (count !== was) recorder.emit('devices', { change: count > was ? 'added' : 'removed', kind, count })
    }
    before = counts
  }
  const guarded = () => void recorder.guard('devices', () => look().catch(() => undefined))
  if (typeof devices.enumerateDevices === 'function') guarded()
  listen(recorder, devices, 'devicechange', guarded)
}
