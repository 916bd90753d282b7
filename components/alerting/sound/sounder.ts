import type { Tone } from './tones.ts'

let context: AudioContext | null = null

/** Plays tones; false when the browser lets no page sound that nobody has touched yet. */
export async function play(tones: readonly Tone[]): Promise<boolean> {
  const audio = await awake()
  if (!audio) return false
  for (const tone of tones) beep(audio, tone)
  return true
}

/** Asks the browser for leave to sound: it gives it only after a click or a key. */
export async function awake(): Promise<AudioContext | null> {
  try {
    context ??= new AudioContext()
    if (context.state !== 'running') await Promise.race([context.resume(), soon()])
    return context.state === 'running' ? context : null
  } catch {
    return null
  }
}

// A blocked browser leaves `resume()` open until somebody touches the page.
const soon = () => new Promise((done) => setTimeout(done, 300))

const loud = 0.25

/** Rises and falls within a hundredth of a second: no clicks. */
function beep(audio: AudioContext, { hertz, atMs, lengthMs }: Tone) {
  const from = audio.currentTime + 0.02 + atMs / 1000
  const to = from + lengthMs / 1000
  const gain = audio.createGain()
  gain.gain.setValueAtTime(0, from)
  gain.gain.linearRampToValueAtTime(loud, from + 0.01)
  gain.gain.setValueAtTime(loud, to - 0.02)
  gain.gain.linearRampToValueAtTime(0, to)
  const voice = audio.createOscillator()
  voice.frequency.value = hertz
  voice.connect(gain).connect(audio.destination)
  voice.start(from)
  voice.stop(to + 0.02)
}
