import type { ConnectionQuality } from '#lib/quality/participant-pass.ts'
import type { TrackQuality } from '#lib/quality/track-quality.ts'
import { deltaAt } from '#lib/telemetry/delta-ring.ts'
import { limits } from '../limits.ts'
import type { Look, Person } from '../person.ts'

/** What several detectors ask of a person. */

/** Since when a track's media has been flowing this time, on the client's clock of its newest sample. */
export function flowingMs(person: Person, number: number, track: TrackQuality): number {
  const restartedAt = person.context.tracks.get(number)?.restartedAtMs ?? Number.NEGATIVE_INFINITY
  const startedAt = Math.max(track.firstPacketMs ?? track.window.own.newestMs, track.restartedMs, restartedAt)
  return track.window.own.newestMs - startedAt
}

/** Nothing is said about network and picture in the first seconds. */
export const isWarm = (person: Person, number: number, track: TrackQuality): boolean =>
  flowingMs(person, number, track) >= limits.warmUpMs

export const isActive = (track: TrackQuality): boolean => track.state === 'active'

/** The connection of a track, or the only one there is. */
export function connectionOf(person: Person, number: number): ConnectionQuality | null {
  const known = person.context.tracks.get(number)?.connection ?? null
  if (known !== null) return person.quality.connections.get(known) ?? null
  return person.quality.connections.size === 1
    ? (person.quality.connections.values().next().value ?? null)
    : null
}

/** How long connections have been up; null = nobody told us. */
export function upForMs({ person, nowMs }: Look): number | null {
  let oldest: number | null = null
  for (const { upAt } of person.memory.connections.values())
    if (upAt !== null) oldest = Math.max(oldest ?? 0, nowMs - upAt)
  return oldest
}

/** The length of the newest intervals in a row for which a cell's difference stays at or below `most`, in ms. */
export function trailingMs(track: TrackQuality, cell: number, most: number): number {
  const { own } = track.window
  let seconds = 0
  for (let k = own.count - 1; k >= 0; k--) {
    const value = deltaAt(own, k, cell)
    if (Number.isNaN(value) || value > most) break
    seconds += deltaAt(own, k, -1)
  }
  return seconds * 1_000
}

export const isScreen = (person: Person, number: number): boolean =>
  person.context.tracks.get(number)?.source === 'screen'

export const isShown = (person: Person, number: number): boolean =>
  person.context.pageVisible && person.context.tracks.get(number)?.visible !== false

export const codecOf = (person: Person, number: number): string =>
  (person.context.tracks.get(number)?.mimeType ?? '').toLowerCase().replace(/^(audio|video)\//, '')
