import { wilson } from '#lib/quality/app-health.ts'
import type { Whose } from '../contract.ts'

export type Sides = { people: number; troubled: number; ownSide: number; serviceSide: number }

/** Older than this, nobody can say whose side it is on now. */
export const lookGoneMs = 150_000
/** Few people with trouble among many are what every network has every day. */
const usualShare = 0.05
const mostShare = 0.6

/** Us or them, in one sentence. Counts alone reach a customer, never what was found about whom. */
export function whoseOf(look: (Sides & { at: number }) | null, now: number): Whose | null {
  if (!look || now - look.at > lookGoneMs || look.people === 0) return null
  const { people, troubled } = look
  const side = sideOf(look)
  return { side, people, troubled, sentence: sentences[side] }
}

function sideOf({ people, troubled, ownSide, serviceSide }: Sides): Whose['side'] {
  if (troubled === 0 || wilson(troubled, people).low <= usualShare) return 'none'
  if (serviceSide >= mostShare * troubled) return 'service'
  if (ownSide >= mostShare * troubled) return 'own'
  return serviceSide > 0 && serviceSide + ownSide >= mostShare * troubled ? 'both' : 'unclear'
}

const sentences: Readonly<Record<Whose['side'], string>> = {
  none: 'Hardly anybody had trouble in the last 15 minutes.',
  service: 'Most trouble of the last 15 minutes is on our side, in the service.',
  own: 'Most trouble of the last 15 minutes is in your users’ own networks and devices.',
  both: 'Trouble of the last 15 minutes is partly on our side, partly in your users’ own networks and devices.',
  unclear: 'Some people had trouble in the last 15 minutes; it is not clear yet on whose side.',
}
