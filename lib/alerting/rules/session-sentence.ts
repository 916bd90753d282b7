import { severityWords } from '../severity-words.ts'
import { counted } from '../units.ts'
import type { ConditionOf } from './contract.ts'
import { anyOf, editable, type SentencePart, say } from './sentence-part.ts'

const at = (name: string, text: string) => editable(`condition.${name}`, text)

/** One call that must go well: which, when, and what must not happen. */
export function sessionSentence(c: ConditionOf<'session'>): SentencePart[] {
  return say`${at('names', which(c))}${whenWatched(c)} ${whatHappens(c)}`
}

function which({ externalIds, names, tags }: ConditionOf<'session'>): string {
  const ways = [
    ...(names.length > 0 ? [`named ${anyOf(names.map((name) => `“${name}”`))}`] : []),
    ...(externalIds.length > 0 ? [`with the id ${anyOf(externalIds)}`] : []),
    ...tags.map(({ key, value }) => `tagged ${key}=${value}`),
  ]
  return ways.length === 0 ? 'any one call' : `a call ${ways.join(' and ')}`
}

/** Times of a watch as the editor shows them in the reader's zone: here in UTC, said so. */
function whenWatched({ watch }: ConditionOf<'session'>): SentencePart[] {
  if (watch === null) return []
  const time = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
  return say`, watched from ${at('watch', `${time(watch.startsAt)} to ${time(watch.endsAt)} UTC`)},`
}

function whatHappens({ condition, watch }: ConditionOf<'session'>): SentencePart[] {
  if (condition.is === 'band')
    return say`is ${at('condition.worst', condition.worst === 'bad' ? 'Bad' : 'Poor or Bad')}`
  if (condition.is === 'score') return say`scores below ${at('condition.below', String(condition.below))}`
  if (condition.is === 'finding')
    return say`has a problem that is at least ${at('condition.minSeverity', severityWords[condition.minSeverity])}`
  const begun = watch === null ? '' : ', or has not begun'
  return say`has fewer than ${at('condition.fewerThan', counted(condition.fewerThan, 'person', 'people'))}${begun}`
}
