import { entryOf } from '#lib/diagnosis/catalogue.ts'
import { aboutDimension } from '#lib/diagnosis/fleet/kinds.ts'
import { alertMetrics } from '../metrics.ts'
import { severityWords } from '../severity-words.ts'
import { counted, metricText, percentText, spanText } from '../units.ts'
import type { Condition, ConditionKind, ConditionOf } from './contract.ts'
import { anyOf, editable, type SentencePart, say } from './sentence-part.ts'
import { sessionSentence } from './session-sentence.ts'

/** "the share of failed joins over 5 min is above 10 %": what comes after "When". */
export function conditionSentence(condition: Condition): SentencePart[] {
  // each sentence is made for its own kind; the table keeps it so
  const sentence = sentences[condition.kind] as (condition: Condition) => SentencePart[]
  return sentence(condition)
}

const sentences: { [Kind in ConditionKind]: (condition: ConditionOf<Kind>) => SentencePart[] } = {
  threshold: thresholdSentence,
  finding: findingSentence,
  fleet: fleetSentence,
  session: sessionSentence,
  silence: silenceSentence,
  baseline: baselineSentence,
  'burn-rate': burnSentence,
}

const at = (name: string, text: string) => editable(`condition.${name}`, text)
const the = (metric: ConditionOf<'threshold'>['metric']) => at('metric', alertMetrics[metric].label)

function minTraffic(metric: ConditionOf<'threshold'>['metric'], least: number): SentencePart[] {
  const { of } = alertMetrics[metric]
  if (least === 0 || of === null) return []
  return say` (with at least ${at('minTraffic', `${least} ${of}`)})`
}

function thresholdSentence(c: ConditionOf<'threshold'>): SentencePart[] {
  const value = (amount: number) => metricText(c.metric, amount)
  const back = c.op === 'above' ? 'below' : 'above'
  const clears = c.clearAt === c.fireAt ? [] : say`, until it is ${back} ${at('clearAt', value(c.clearAt))}`
  return say`the ${the(c.metric)} over ${at('windowMs', spanText(c.windowMs))} is ${at('op', c.op)} ${at('fireAt', value(c.fireAt))}${minTraffic(c.metric, c.minTraffic)}${clears}`
}

function findingSentence(c: ConditionOf<'finding'>): SentencePart[] {
  const kinds = c.kinds.map((kind) => `“${entryOf(kind).title}”`)
  const what = at('kinds', kinds.length === 0 ? 'any problem' : anyOf(kinds))
  const people =
    c.minParticipants > 1 ? say` and ${at('minParticipants', `${c.minParticipants} people`)}` : []
  const root = c.rootOnly ? '' : ', also where another problem explains it,'
  return say`${what} that is at least ${at('minSeverity', severityWords[c.minSeverity])}, with ${at('minConfidence', c.minConfidence)} confidence or more${root} hits at least ${at('minSessions', counted(c.minSessions, 'call'))}${people} within ${at('windowMs', spanText(c.windowMs))}`
}

function fleetSentence(c: ConditionOf<'fleet'>): SentencePart[] {
  const nouns = c.dimensions.map((name) => nounOf(name))
  const what = nouns.length === 0 ? 'one cause' : `one ${anyOf(nouns)}`
  return say`${at('dimensions', what)} explains the trouble of at least ${at('minParticipants', counted(c.minParticipants, 'person', 'people'))} in several calls`
}

function nounOf(dimension: string): string {
  return Object.hasOwn(aboutDimension, dimension)
    ? aboutDimension[dimension as keyof typeof aboutDimension].noun
    : dimension
}

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

function silenceSentence({ windowMs, expect }: ConditionOf<'silence'>): SentencePart[] {
  const nothing = say`an app has had no call for ${at('windowMs', spanText(windowMs))}`
  if (expect.by === 'usual')
    return say`${nothing} though at ${at('expect', 'this hour of the week')} it usually has at least ${at('expect.minSessions', counted(expect.minSessions, 'call'))}`
  const days = [...expect.days].sort((a, b) => a - b).map((day) => dayNames[day - 1] ?? '')
  const hours = `${days.join(', ')} ${clock(expect.fromMinute)}–${clock(expect.toMinute)}`
  return say`${nothing} between ${at('expect', hours)} of the customer’s time`
}

function baselineSentence(c: ConditionOf<'baseline'>): SentencePart[] {
  const way = { above: 'above', below: 'below', either: 'above or below' }[c.op]
  const least =
    c.minDifference > 0
      ? say`, and by at least ${at('minDifference', metricText(c.metric, c.minDifference))}`
      : []
  return say`the ${the(c.metric)} over ${at('windowMs', spanText(c.windowMs))} is ${at('op', way)} what the last weeks had at ${at('minWeeks', `this hour (≥ ${c.minWeeks} weeks)`)} by more than ${at('spreads', `${c.spreads} spreads`)}${least}${minTraffic(c.metric, c.minTraffic)}`
}

function burnSentence(c: ConditionOf<'burn-rate'>): SentencePart[] {
  const pairs = c.pairs.map(
    ({ longMs, shortMs, burn }) =>
      `${burn} times too fast over both ${spanText(longMs)} and ${spanText(shortMs)}`,
  )
  const budget = at('objective', percentText(1 - c.objective))
  return say`the budget of ${budget} (${at('sli', alertMetrics[c.sli].label)}) for ${at('sloDays', `${c.sloDays} days`)} is spent ${at('pairs', anyOf(pairs))} (with at least ${at('minEvents', `${c.minEvents} ${alertMetrics[c.sli].of ?? 'events'}`)})`
}
