import { Refused } from '#lib/errors.ts'
import type { IncidentRow } from '../../state/incident-row.ts'
import type { Db } from '../../store.server.ts'
import type { Leak } from '../contract.ts'
import { checkLeaks, hardOf, sameLength } from './check-leaks.ts'
import { places } from './find-places.ts'
import { coarse } from './fold.ts'
import { findForeign, findOwn } from './store.server.ts'

/** The check that publishing makes, on the connection of whoever writes: what is answered are places in their own text. */
export async function leaksOf(
  db: Db,
  row: Pick<IncidentRow, 'customerId' | 'reference' | 'id'>,
  text: { title: string; body: string },
): Promise<Leak[]> {
  const whole = sameLength(`${text.title}\n${text.body}`)
  const found = [places.tokens, places.references, places.hosts, places.mails, places.addresses]
  const tokens = [
    ...new Set(found.flatMap((find) => find(whole)).flatMap((one) => [one.text, one.text.toLowerCase()])),
  ]
  // each of the two apart, so that a word is not made of the end of one and the beginning of the other
  const foreign = await findForeign(db, row.customerId, `${coarse(text.title)} ${coarse(text.body)}`, tokens)
  return checkLeaks(text, foreign, await findOwn(db, row, tokens))
}

/** Hard ones cannot be argued with; warnings want a reason. */
export function refuseLeaks(
  leaks: readonly Leak[],
  text: { title: string; body: string },
  overrideReason: string | undefined,
): Refused | null {
  const hard = hardOf(leaks)
  const open = hard.length > 0 ? hard : overrideReason === undefined ? leaks : []
  if (open.length === 0) return null
  const told = open
    .slice(0, 5)
    .map(({ field, from, to, because }) => `${field}: “${text[field].slice(from, to)}”. ${because}`)
  const ask = hard.length > 0 ? '' : ' If it means something else here, publish it with a reason.'
  return new Refused('bad-request', `Not shown to the customer. ${told.join(' ')}${ask}`)
}
