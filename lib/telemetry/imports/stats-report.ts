import { finishCall } from './finish-call.ts'
import type { ImportedCall, Reading } from './imported-call.ts'
import { legacyGaps } from './legacy-stats.ts'
import { createBudget, createParticipant } from './participant.ts'
import { epochMs, isBag } from './pieces.ts'
import { malformed } from './refusals.ts'

const oneSample =
  'A single getStats report is one moment: totals are known, rates, times of trouble and scores are not.'

/** One getStats report, as `[...report.values()]` or `[...report]` gives it. */
export function createStatsReport(reading: Reading) {
  const stats: unknown[] = []
  return {
    take(item: unknown) {
      const stat = Array.isArray(item) ? item[1] : item
      if (isBag(stat) && stats.length < reading.limits.maxStatsPerSample) stats.push(stat)
    },
    end(): ImportedCall {
      const t = Math.max(...stats.map((stat) => epochMs(isBag(stat) ? stat.timestamp : undefined) ?? 0))
      if (!(t > 0)) throw malformed('The getStats report holds no time of day, so it belongs nowhere.')
      const budget = createBudget()
      const one = createParticipant('participant', reading, budget)
      one.sample(one.connection('report'), t, stats)
      const notes = stats.some((stat) => isBag(stat) && stat.type === 'ssrc')
        ? [oneSample, legacyGaps]
        : [oneSample]
      return finishCall({ format: 'stats-report', formatVersion: null, budget, notes }, [one])
    },
  }
}
