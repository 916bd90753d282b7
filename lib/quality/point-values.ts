/** The order of a step's `values`; the names are those of the API's points. */
export const stepMetrics = [
  'score',
  'receiveScore',
  'sendScore',
  'roundTripMs',
  'inAudioLossPct',
  'inVideoLossPct',
  'outAudioLossPct',
  'outVideoLossPct',
  'inAudioJitterMs',
  'inVideoJitterMs',
  'concealPct',
  'jitterBufferMs',
  'inAudioKbps',
  'inVideoKbps',
  'outAudioKbps',
  'outVideoKbps',
  'availableOutKbps',
  'inFps',
  'outFps',
  'inHeightPx',
  'outHeightPx',
  'freezeRatio',
  'inAudioRms',
  'micRms',
  'encodeMs',
  'limitedByCpuRatio',
  'limitedByBandwidthRatio',
] as const
export type StepMetric = (typeof stepMetrics)[number]

/** Where each metric stands in `values`. */
export const at = Object.fromEntries(stepMetrics.map((metric, i) => [metric, i])) as Readonly<
  Record<StepMetric, number>
>

export type PointValues = (number | null)[]

export const emptyValues = (): PointValues => new Array<number | null>(stepMetrics.length).fill(null)

/** Of several tracks the largest value stands for the participant: the worst loss, the highest level. */
export function largest(values: PointValues, metric: StepMetric, value: number | null): void {
  if (value === null) return
  const i = at[metric]
  const known = values[i] ?? null
  values[i] = known === null || value > known ? value : known
}

/** Bitrates of several tracks add up. */
export function add(values: PointValues, metric: StepMetric, value: number | null): void {
  if (value !== null) values[at[metric]] = (values[at[metric]] ?? 0) + value
}
