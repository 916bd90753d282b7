import type { FleetFindingView } from '#lib/diagnosis/fleet/contract.ts'

type Given = { title: string; cause: string; customerIds: string[]; fleetFindingId: string | null }

/** The form of a shared cause, filled in from what Causes found. */
export function parentHref(
  finding: Pick<FleetFindingView, 'findingId' | 'title' | 'sentence' | 'customers'>,
): string {
  const query = new URLSearchParams({
    title: finding.title.slice(0, 200),
    cause: finding.sentence.slice(0, 2_000),
    finding: finding.findingId,
    customers: finding.customers.map(({ customerId }) => customerId).join(','),
  })
  return `/incidents/shared/new?${query}`
}

export function parentFromLink(query: URLSearchParams): Given {
  return {
    title: query.get('title') ?? '',
    cause: query.get('cause') ?? '',
    customerIds: (query.get('customers') ?? '').split(',').filter((id) => id !== ''),
    fleetFindingId: query.get('finding'),
  }
}
