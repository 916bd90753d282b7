import { severities } from '#lib/diagnosis/contract.ts'

/** How grave an alert is: the same scale as findings. Screens show them as info, Degraded, Impaired and Critical. */
export const alertSeverities = severities
export type { Severity as AlertSeverity } from '#lib/diagnosis/contract.ts'

/** 0 = info … 3 = critical. */
export const severityRank = (severity: (typeof alertSeverities)[number]): number =>
  alertSeverities.indexOf(severity)
