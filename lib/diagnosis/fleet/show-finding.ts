import type { CauseView, FleetFinding, FleetFindingView, FoundCause, TestedView } from './contract.ts'
import { aboutDimension, type FleetDimension } from './kinds.ts'
import { ownerOf, partsOf, type ValuePart } from './owned-values.ts'
import { causeSentence, causeTitle } from './sentence.ts'
import type { Tested } from './test-values.ts'

/** Whose names a member may read: the customers of their scope, and those customers' apps. */
export type Names = { customers: ReadonlyMap<string, string>; apps: ReadonlyMap<string, string> }

/** The finding as one member may see it; null when it touches none of their customers, or is another one's own. */
export function showFinding(
  { streak: _streak, ...finding }: FleetFinding,
  names: Names,
): FleetFindingView | null {
  const cause = showCause(finding, names)
  if (cause === null) return null
  const { findingId, phase, confidence, severity, surprise, baseline, model } = finding
  const { openedAt, confirmedAt, seenAt, quietSince, closedAt, closedReason } = finding
  const life = { findingId, phase, confidence, severity, surprise, baseline, model }
  return { ...cause, ...life, openedAt, confirmedAt, seenAt, quietSince, closedAt, closedReason }
}

export function showCause(found: FoundCause, names: Names): CauseView | null {
  const seen = found.customers.flatMap(({ customerId, people }) => {
    const name = names.customers.get(customerId)
    return name === undefined ? [] : [{ customerId, name, people }]
  })
  if (seen.length === 0 || !maySee(found, names)) return null
  const about = aboutDimension[found.dimension]
  const { comparison, people, calls, badTimeShare, rest, together, beside, families } = found
  const facts = { comparison, people, calls, badTimeShare, rest, together, beside, families }
  const shown = {
    ...facts,
    dimension: found.dimension,
    label: labelOf(found, names),
    kind: about.kind,
    scope: about.scope,
    owner: about.owner,
    remedy: about.remedy,
    inseparable: found.inseparable
      .filter((value) => maySee(value, names))
      .map((value) => labelOf(value, names)),
    customers: seen.sort((a, b) => b.people - a.people || a.name.localeCompare(b.name)),
    otherCustomers: found.customers.length - seen.length,
    rivals: showTested(found.rivals, names),
  }
  return { ...shown, title: causeTitle(shown), sentence: causeSentence(shown) }
}

/** Values that belong to a customer outside the scope are left out, as if nobody had compared them. */
export function showTested(tested: readonly AnyTested[], names: Names): TestedView[] {
  return tested
    .filter((one) => maySee(one, names))
    .map(({ dimension, comparison, users, calls, failed, value }) => ({
      dimension,
      label: labelOf({ dimension, value }, names),
      comparison,
      users,
      calls,
      failed,
    }))
}

type AnyValue = { dimension: FleetDimension; value: string }
type AnyTested = Omit<Tested, 'dimension'> & AnyValue

function maySee({ dimension, value }: AnyValue, { customers }: Names): boolean {
  const owner = dimension === 'platform' ? null : ownerOf({ dimension, value })
  return owner === null || customers.has(owner)
}

/** "TURN server turn-eu-2", "release 3.8.0 of Parent Calls", "region eu-west relayed over UDP". */
export function labelOf({ dimension, value }: AnyValue, names: Names): string {
  const { noun } = aboutDimension[dimension]
  if (dimension === 'platform') return noun
  const words = partsOf({ dimension, value }).map((part) => wordsOf(part, names))
  return `${noun} ${words.join(dimension === 'regionRelay' ? ' ' : ' in ')}`
}

const relayWords: Readonly<Record<string, string>> = {
  direct: 'without a relay',
  'turn-udp': 'relayed over UDP',
  'turn-tcp': 'relayed over TCP',
  'turn-tls': 'relayed over TLS',
}

function wordsOf({ dimension, name, customerId, appId }: ValuePart, names: Names): string {
  const appName = names.apps.get(appId ?? '') ?? 'an app'
  switch (dimension) {
    case 'relay':
      return relayWords[name] ?? name
    case 'customer':
      return names.customers.get(name) ?? 'a customer'
    case 'app':
      return appName
    case 'appVersion':
      return `${name} of ${appName}`
    case 'site':
      return `${name} of ${names.customers.get(customerId ?? '') ?? 'a customer'}`
    default:
      return name
  }
}
