import type { AlertSeverity } from '#lib/alerting/severity.ts'
import { severityRank } from '#lib/alerting/severity.ts'
import { type IncidentSeverity, incidentSeverities } from '../contract.ts'

export const contractTiers = ['standard', 'premium', 'critical'] as const
export type ContractTier = (typeof contractTiers)[number]

/** What an alert says of whom it hits. */
export type Reach = { people: number; calls: number; share: number | null }
export type AlertReach = { severity: AlertSeverity; reach: Reach | null }

/** So many people, or such a share of the customer's people in calls (then at least three), and it is that grave. */
const critical = { people: 50, share: 0.25 }
const major = { people: 5, share: 0.05 }
const fewest = 3

export type Proposed = { severity: IncidentSeverity; because: string }

/**
 * What the numbers and the contract say the severity should be, and why. People decide; this only proposes. Null: there
 * is nothing to go by.
 */
export function proposeSeverity(alerts: readonly AlertReach[], tier: ContractTier): Proposed | null {
  const worst = alerts.reduce<AlertSeverity | null>(
    (most, { severity }) => (most === null || severityRank(severity) > severityRank(most) ? severity : most),
    null,
  )
  if (worst === null) return null
  const reach = widest(alerts)
  const byReach = reach === null ? byAlert(worst) : Math.max(byNumbers(reach), worst === 'critical' ? 1 : 0)
  const rank = Math.min(2, byReach + raisedBy(tier, byReach))
  const severity = incidentSeverities[rank] ?? 'critical'
  return { severity, because: sentence({ reach, worst, tier, severity, raised: rank > byReach }) }
}

/** One cause fires several alerts about the same people: the widest counts, not the sum. */
function widest(alerts: readonly AlertReach[]): Reach | null {
  return alerts.reduce<Reach | null>((most, { reach }) => {
    if (reach === null) return most
    if (most === null) return reach
    return (reach.share ?? 0) > (most.share ?? 0) || reach.people > most.people ? reach : most
  }, null)
}

function byNumbers({ people, share }: Reach): number {
  const reaches = (limit: { people: number; share: number }) =>
    people >= limit.people || (people >= fewest && share !== null && share >= limit.share)
  if (reaches(critical)) return 2
  return reaches(major) ? 1 : 0
}

/** Nobody could be counted: as grave as its gravest alert. */
const byAlert = (worst: AlertSeverity): number => Math.max(0, severityRank(worst) - 1)

function raisedBy(tier: ContractTier, rank: number): number {
  if (tier === 'critical') return 1
  return tier === 'premium' && rank === 0 ? 1 : 0
}

const names: Readonly<Record<IncidentSeverity, string>> = {
  critical: 'Critical',
  major: 'Impaired',
  minor: 'Degraded',
}
const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`

function sentence({
  reach,
  worst,
  tier,
  severity,
  raised,
}: {
  reach: Reach | null
  worst: AlertSeverity
  tier: ContractTier
  severity: IncidentSeverity
  raised: boolean
}): string {
  const contract = raised ? `, and a ${tier} contract weighs more` : ''
  return `${names[severity]}: ${reach === null ? unmeasured(worst) : measured(reach, worst)}${contract}.`
}

const unmeasured = (worst: AlertSeverity) =>
  `nobody could be counted, and its gravest alert is ${worst === 'info' ? 'for information' : names[worst]}`

function measured({ people, calls, share }: Reach, worst: AlertSeverity): string {
  const part = share === null ? '' : `, ${percent(share)} of everybody in calls`
  const alert = worst === 'critical' ? ', and an alert of it is Critical' : ''
  return `${count(people, 'person is', 'people are')} hit in ${count(calls, 'call', 'calls')}${part}${alert}`
}

const percent = (share: number) => `${share > 0 && share < 0.01 ? '< 1' : Math.round(share * 100)} %`
