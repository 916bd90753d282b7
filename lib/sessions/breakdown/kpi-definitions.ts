/**
 * The one home of what each figure means. The screen prints these sentences beside the figures, docs/kpis.md is made
 * from them, and `kpi-figures.ts` computes exactly this.
 * - share: hits of n, with Wilson's 95 % interval · duration: ms · rate: per participant-hour · score: 1 to 4.5
 */
export type KpiUnit = 'share' | 'count' | 'duration' | 'rate' | 'score' | 'stars'
export type KpiDefinition = {
  name: string
  unit: KpiUnit
  /** what is counted: the unit of n */
  counts: string
  definition: string
  /** whether a higher figure is the better one; null = neither */
  higherIsBetter: boolean | null
  /** default objective over 28 days, in the unit of the figure */
  objective: number | null
  /** about how the call was, and so not to be trusted where too little was scored */
  quality: boolean
  source: string
}

const own = 'own definition'
const g107 = 'bands after ITU-T G.107 Annex B and G.109'

export const kpiDefinitions = {
  joinAttempts: {
    name: 'Join attempts',
    unit: 'count',
    counts: 'attempts',
    definition:
      'People of whom a join-attempt was reported, minus those who cancelled before a result and those who have none yet.',
    higherIsBetter: null,
    objective: null,
    quality: false,
    source: own,
  },
  joinSuccess: {
    name: 'Join success rate',
    unit: 'share',
    counts: 'attempts',
    definition: 'Attempts that ended joined, with the transport connected within 30 s, of all join attempts.',
    higherIsBetter: true,
    objective: 0.99,
    quality: false,
    source: own,
  },
  effectiveJoin: {
    name: 'Effective join rate',
    unit: 'share',
    counts: 'attempts',
    definition:
      'Attempts that joined, or failed for a reason of the user’s own (permission refused, no device), of all join attempts. A wrong password is not told apart from an expired token, so failures of sign-in count against the rate.',
    higherIsBetter: true,
    objective: 0.995,
    quality: false,
    source: 'after the network effectiveness ratio of ITU-T E.425',
  },
  setupP50: {
    name: 'Setup time, median',
    unit: 'duration',
    counts: 'joins',
    definition:
      'Half of the joins took at most this long from join-attempt to the first remote media decoded (to connected, when alone), without the permission prompt and the lobby. The interval is between the joins that stand at the ends of the Wilson interval of the half.',
    higherIsBetter: false,
    objective: null,
    quality: false,
    source: own,
  },
  setupP95: {
    name: 'Setup time, p95',
    unit: 'duration',
    counts: 'joins',
    definition: 'As the median; 95 of 100 joins took at most this long.',
    higherIsBetter: false,
    objective: 5_000,
    quality: false,
    source: own,
  },
  setupP99: {
    name: 'Setup time, p99',
    unit: 'duration',
    counts: 'joins',
    definition: 'As the median; 99 of 100 joins took at most this long.',
    higherIsBetter: false,
    objective: null,
    quality: false,
    source: own,
  },
  dropRate: {
    name: 'Drop rate',
    unit: 'share',
    counts: 'established people',
    definition:
      'People whose call ended abnormally, back within a minute or not, of all who were in a call: who joined, or sent measurements where the app reports no joins.',
    higherIsBetter: false,
    objective: 0.01,
    quality: false,
    source: own,
  },
  reconnectRate: {
    name: 'Reconnect rate',
    unit: 'rate',
    counts: 'interruptions',
    definition:
      'Interruptions of the connection (ice-disconnected) of 2 s or more, per hour that a person was in a call. The interval is Byar’s for a count.',
    higherIsBetter: false,
    objective: null,
    quality: false,
    source: own,
  },
  goodMinutes: {
    name: 'Good-minute share',
    unit: 'share',
    counts: 'scored minutes',
    definition:
      'Participant-minutes whose mean score is good or fair (3.6 or more), of all scored participant-minutes.',
    higherIsBetter: true,
    objective: 0.95,
    quality: true,
    source: g107,
  },
  poorMinutes: {
    name: 'Poor-minute share',
    unit: 'share',
    counts: 'scored minutes',
    definition:
      'Participant-minutes whose mean score is poor or bad (below 3.6), of all scored participant-minutes.',
    higherIsBetter: false,
    objective: null,
    quality: true,
    source: g107,
  },
  poorCalls: {
    name: 'Poor call rate',
    unit: 'share',
    counts: 'classified calls',
    definition:
      'Calls in which somebody had at least one bad minute (below 3.1) and at least 10 % of their scored minutes bad, or was dropped; of all calls with a scored minute or a drop.',
    higherIsBetter: false,
    objective: 0.05,
    quality: true,
    source: own,
  },
  cqdPoorStreams: {
    name: 'CQD-compatible poor streams',
    unit: 'share',
    counts: 'streams',
    definition:
      'Audio streams with a mean round trip above 500 ms, loss above 10 % or jitter above 30 ms over more than 500 packets; video by frame loss above 50 %, below 7 frames/s or loss after repair above 15 %; of all classified streams.',
    higherIsBetter: false,
    objective: null,
    quality: true,
    source: 'published limits of Microsoft’s Call Quality Dashboard',
  },
  mosMedian: {
    name: 'Estimated score, median',
    unit: 'score',
    counts: 'scored minutes',
    definition:
      'Median of the scores of all scored participant-minutes. A minute’s score joins audio and video of that person, so it is on no single MOS scale and is not to be compared with a MOS of another tool.',
    higherIsBetter: true,
    objective: null,
    quality: true,
    source: own,
  },
  mosP10: {
    name: 'Estimated score, p10',
    unit: 'score',
    counts: 'scored minutes',
    definition: 'One minute in ten scored this or less; otherwise as the median.',
    higherIsBetter: true,
    objective: null,
    quality: true,
    source: own,
  },
  freezeShare: {
    name: 'Freeze share',
    unit: 'share',
    counts: 'video seconds',
    definition: 'Seconds in which a visible picture stood still, of all seconds in which it was visible.',
    higherIsBetter: false,
    objective: null,
    quality: true,
    source: own,
  },
  affectedUsers: {
    name: 'Affected users',
    unit: 'share',
    counts: 'users',
    definition:
      'Different users (by the app’s own id) who noticed at least one major or critical finding of medium or high confidence, of all different users.',
    higherIsBetter: false,
    objective: null,
    quality: false,
    source: own,
  },
  rating: {
    name: 'User rating',
    unit: 'stars',
    counts: 'ratings',
    definition:
      'Mean of the newest rating of each person who gave one, 1 to 5. Beside it the share of 1 and 2 and, of all people who were in a call, the share who rated: people who suffered rate more often.',
    higherIsBetter: true,
    objective: null,
    quality: false,
    source: own,
  },
  coverage: {
    name: 'Coverage',
    unit: 'share',
    counts: 'minutes present',
    definition:
      'Participant-minutes with a score, of all clock minutes in which somebody was in a call for at least 10 s. The minute that runs now is left out. Below 90 % the figures about quality are flagged.',
    higherIsBetter: true,
    objective: 0.9,
    quality: false,
    source: own,
  },
} as const satisfies Record<string, KpiDefinition>

export type KpiId = keyof typeof kpiDefinitions
export const kpiIds = Object.keys(kpiDefinitions) as KpiId[]
export const kpiDefinition = (id: KpiId): KpiDefinition => kpiDefinitions[id]
export const isKpiId = (id: string): id is KpiId => Object.hasOwn(kpiDefinitions, id)

/** Said once for all figures. */
export const kpiGround = [
  'Counted are calls that started in the time shown, watched live: imported recordings never, simulated calls only when asked for.',
  'A participant is a person in one call; servers that only write logs are nobody.',
  'Every share stands with its n and Wilson’s 95 % interval; below 20 of its unit it is too few to tell.',
  'Minutes of one person hang together, so the interval of a share of minutes is narrower than the truth.',
] as const
