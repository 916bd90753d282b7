import { fisherExact } from './fisher-exact.ts'

/** Bad ones among those with a value, and among all others. */
export type Counts = { bad: number; n: number; elsewhereBad: number; elsewhereN: number }

export type Comparison = Counts & {
  rate: number
  elsewhereRate: number
  riskRatio: number
  /** 95 % interval of the risk ratio */
  low: number
  high: number
  /** one-sided Fisher exact */
  p: number
  /** explanatory power: share of all bad ones that is excess here */
  explained: number
  /** likelihood ratio: how much better two rates fit than one */
  g: number
}

/** Null when there is nobody to compare with. */
export function compareRates(counts: Counts): Comparison | null {
  const { bad, n, elsewhereBad, elsewhereN } = counts
  if (n <= 0 || elsewhereN <= 0) return null
  const p = fisherExact(bad, n, elsewhereBad, elsewhereN)
  return { ...counts, ...ratios(counts), p, explained: explainedShare(counts), g: likelihoodRatio(counts) }
}

/** Half a person is added everywhere, so that a zero does not make the ratio infinite. */
function ratios({ bad, n, elsewhereBad, elsewhereN }: Counts) {
  const riskRatio = (bad + 0.5) / (n + 1) / ((elsewhereBad + 0.5) / (elsewhereN + 1))
  const error = Math.sqrt(1 / (bad + 0.5) - 1 / (n + 1) + 1 / (elsewhereBad + 0.5) - 1 / (elsewhereN + 1))
  return {
    rate: bad / n,
    elsewhereRate: elsewhereBad / elsewhereN,
    riskRatio,
    low: riskRatio * Math.exp(-1.96 * error),
    high: riskRatio * Math.exp(1.96 * error),
  }
}

/** How many bad ones there are beyond what the rate elsewhere would give. */
export const excessOf = ({ bad, n, elsewhereBad, elsewhereN }: Counts) =>
  Math.max(0, bad - (n * elsewhereBad) / elsewhereN)

function explainedShare(counts: Counts): number {
  const all = counts.bad + counts.elsewhereBad
  return all === 0 ? 0 : excessOf(counts) / all
}

function likelihoodRatio({ bad, n, elsewhereBad, elsewhereN }: Counts): number {
  return (
    2 *
    (logLikelihood(bad, n) +
      logLikelihood(elsewhereBad, elsewhereN) -
      logLikelihood(bad + elsewhereBad, n + elsewhereN))
  )
}

const logLikelihood = (k: number, n: number) =>
  k === 0 || k === n ? 0 : k * Math.log(k / n) + (n - k) * Math.log1p(-k / n)
