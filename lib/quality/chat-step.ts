import { isWorse } from './band.ts'
import type { ChatVerdict } from './chat-health.ts'
import { chatBesideMedia } from './chat-model.ts'
import { type Band, bandLimits, type Reason } from './model.ts'
import type { ParticipantStep } from './participant-pass.ts'
import { at, emptyValues } from './point-values.ts'

/** Who has no media at all is as good as the chat; sound and picture are never outvoted by it. */
export function withChat(step: ParticipantStep, chat: ChatVerdict | null): ParticipantStep {
  if (chat === null || step.tracks.length > 0 || step.score !== null) return step
  const values = [...step.values]
  values[at.score] = chat.score
  const { score, band, reason, deductions } = chat
  return { ...step, values, score, band, reason, deductions }
}

/** The step of a participant of whom only its chat is known. */
export const emptyStep = (): ParticipantStep => ({
  values: emptyValues(),
  score: null,
  receiveScore: null,
  sendScore: null,
  band: 'unknown',
  reason: null,
  deductions: [],
  tracks: [],
})

/** How a participant counts in the call as a whole. */
export type Standing = { score: number | null; band: Band; reason: Reason | null }

/**
 * A bad chat beside sound and picture makes the participant poor in the call, at worst: the call goes on, but somebody
 * should look. A chat that is not bad changes nothing, in neither direction. See decision 021.
 */
export function standingOf(media: Standing, chat: Pick<ChatVerdict, 'band' | 'reason'> | null): Standing {
  if (chat?.band !== 'bad') return media
  if (media.band !== 'unknown' && !isWorse(chatBesideMedia, media.band)) return media
  const score = Math.min(media.score ?? bandLimits.poor, bandLimits.poor)
  return { score, band: chatBesideMedia, reason: chat.reason }
}
