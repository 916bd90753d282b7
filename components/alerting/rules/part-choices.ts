import { alertMetricNames, alertMetrics } from '#lib/alerting/metrics.ts'
import { alertSeverities } from '#lib/alerting/severity.ts'
import { severityWithArticle, severityWords } from '#lib/alerting/severity-words.ts'
import { catalogue, entryOf, families } from '#lib/diagnosis/catalogue.ts'
import { confidences } from '#lib/diagnosis/contract.ts'
import { aboutDimension } from '#lib/diagnosis/fleet/kinds.ts'

type Choice = readonly (readonly [value: string, word: string])[]

const severityChoice: Choice = alertSeverities.map((one) => [one, severityWords[one]])
const metricChoice: Choice = alertMetricNames.map((name) => [name, alertMetrics[name].label])
const sliNames = ['badMinuteRatio', 'badRatio', 'joinFailureRatio', 'dropRatio'] as const

/** Pieces that are one of few: what they may be, and how that reads in the sentence. */
export const partChoices: Readonly<Record<string, Choice>> = {
  severity: alertSeverities.map((one) => [one, severityWithArticle[one]]),
  'condition.metric': metricChoice,
  'condition.sli': sliNames.map((name) => [name, alertMetrics[name].label]),
  'condition.minSeverity': severityChoice,
  'condition.condition.minSeverity': severityChoice,
  'condition.minConfidence': confidences.map((one) => [one, one]),
  'condition.condition.worst': [
    ['bad', 'Bad'],
    ['poor', 'Poor or Bad'],
  ],
  noData: [
    ['keep-last', 'it stays as it was'],
    ['alert', 'it alerts'],
    ['ok', 'all is well'],
    ['own-alert', 'an alert of its own says so'],
  ],
}

/** "above" and "below" of a threshold; a baseline may also be either. */
export const opChoice = (kind: string): Choice => [
  ['above', 'above'],
  ['below', 'below'],
  ...(kind === 'baseline' ? ([['either', 'above or below']] as const) : []),
]

export const kindOptions = Object.entries(families).flatMap(([family, kinds]) =>
  Object.keys(kinds).map((kind) => ({ value: kind, name: entryOf(kind).title, part: family })),
)
export const knownKinds = Object.keys(catalogue).length

export const dimensionOptions = Object.entries(aboutDimension).map(([value, { noun }]) => ({
  value,
  name: noun,
}))

/** What a piece is called by who cannot see the sentence around it. */
export const partLabels: Readonly<Record<string, string>> = {
  severity: 'How grave',
  forMs: 'How long it must hold',
  keepFiringMs: 'How long it stays after it is over',
  noData: 'Without data',
  splitBy: 'One alert for each',
  'scope.appIds': 'Apps',
  'scope.regions': 'Regions',
  'scope.tags': 'Tags',
  'condition.metric': 'Figure',
  'condition.sli': 'What spends the budget',
  'condition.windowMs': 'Window',
  'condition.op': 'Way',
  'condition.fireAt': 'Where it fires',
  'condition.clearAt': 'Where it is over',
  'condition.minTraffic': 'Least traffic',
  'condition.kinds': 'Problems',
  'condition.minSeverity': 'At least how grave',
  'condition.minConfidence': 'At least how sure',
  'condition.minSessions': 'Least calls',
  'condition.minParticipants': 'Least people',
  'condition.dimensions': 'What they share',
  'condition.names': 'Which call',
  'condition.watch': 'When it is watched',
  'condition.condition.worst': 'Worst band',
  'condition.condition.below': 'Score',
  'condition.condition.minSeverity': 'At least how grave',
  'condition.condition.fewerThan': 'Fewer than',
  'condition.expect': 'When calls are expected',
  'condition.expect.minSessions': 'Least calls usually',
  'condition.spreads': 'Spreads from the usual',
  'condition.minWeeks': 'Least weeks of history',
  'condition.minDifference': 'Least difference',
  'condition.objective': 'Budget',
  'condition.sloDays': 'Days of the objective',
  'condition.pairs': 'How fast',
  'condition.minEvents': 'Least of the whole',
}
