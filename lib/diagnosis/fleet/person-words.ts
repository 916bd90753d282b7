import type { PersonComparison } from './compare-person.ts'
import type { PlainDimension } from './fleet-row.ts'

const groupWords: Partial<Record<PlainDimension, string>> = {
  sfu: 'on the same media server',
  turn: 'on the same TURN server',
  network: 'in the same network',
  site: 'at the same site',
  region: 'in the same region',
}

/** "1 of 1 here, 2 of 41 on the same media server, 0 of 3 others in this call": exactly what the verdict rests on. */
export function personEvidence({ verdict, othersInCall, beside }: PersonComparison): string {
  const own = verdict === 'fine' ? '0 of 1 here' : '1 of 1 here'
  const groups = beside.map(({ dimension, bad, n }) => `${bad} of ${n} ${groupWords[dimension] ?? ''}`)
  const call = othersInCall.n > 0 ? [`${othersInCall.bad} of ${othersInCall.n} others in this call`] : []
  return [own, ...groups, ...call].join(', ')
}

/** One sentence about one person; `causeLabel` names the cause that contains them. */
export function personVerdict(
  { verdict }: Pick<PersonComparison, 'verdict'>,
  name: string,
  causeLabel: string | null,
): string {
  switch (verdict) {
    case 'shared':
      return `It is not ${name} alone: ${causeLabel ?? 'a shared cause'} has others in trouble too.`
    case 'call':
      return `It is not ${name} alone: others of this call suffer as well.`
    case 'alone':
      return `It is ${name}’s own network or machine: nobody who shares anything with them is in trouble.`
    case 'unclear':
      return `It may not be ${name} alone: some who share a server or network are in trouble, too few to name a cause.`
    case 'fine':
      return `${name} is not in trouble.`
    case 'unknown':
      return `Too little was measured of ${name} to compare.`
  }
}
