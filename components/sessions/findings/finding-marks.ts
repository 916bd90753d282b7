import type { Finding, Severity } from '#lib/diagnosis/contract.ts'
import { evidenceMetrics, isEvidenceMetric } from '#lib/diagnosis/evidence-metrics.ts'
import { chartSpecs } from '../chart-specs.ts'

/** A stretch of a chart that a finding rests on; `to` null = it goes on. */
export type ChartMark = { findingId: string; from: number; to: number | null; severity: Severity }

const none: readonly ChartMark[] = []

/** The picture of messages stands beside the charts of media, by this name in the evidence. */
export const chatChart = 'chat'

/** Which chart shows a metric of the evidence; null = none does. */
export function chartOfMetric(metric: string): string | null {
  const name = isEvidenceMetric(metric) ? evidenceMetrics[metric].chart : null
  if (name === null || name === chatChart) return name
  return chartSpecs.find(({ lines }) => lines.some((line) => line.metric === name))?.id ?? null
}

/** Findings for the canvases, outside React: charts are drawn anew when their own marks change, never rendered. */
export class FindingMarks {
  #byChart = new Map<string, ChartMark[]>()
  #listeners = new Set<() => void>()
  #told = ''

  set(findings: readonly Finding[]) {
    const next = new Map<string, ChartMark[]>()
    for (const finding of findings) {
      for (const key of chartsOf(finding)) {
        const { findingId, openedAt, clearedAt, severity } = finding
        const list = next.get(key) ?? []
        list.push({ findingId, from: openedAt, to: clearedAt, severity })
        next.set(key, list)
      }
    }
    const told = JSON.stringify([...next])
    if (told === this.#told) return
    this.#told = told
    this.#byChart = next
    for (const listener of this.#listeners) listener()
  }

  of(participantId: string, chart: string): readonly ChartMark[] {
    return this.#byChart.get(`${participantId} ${chart}`) ?? none
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

/** Every chart its evidence stands in, by participant; hints and context do not shade anything. */
function chartsOf(finding: Finding): Set<string> {
  if (finding.confidence === 'low' || finding.severity === 'info') return new Set()
  return new Set(
    finding.evidence.flatMap(({ metric, participantId }) => {
      const chart = chartOfMetric(metric)
      const who = participantId ?? finding.participantId
      return chart === null || who === null ? [] : [`${who} ${chart}`]
    }),
  )
}
