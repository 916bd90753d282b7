import type { FleetRow } from '#lib/diagnosis/fleet/fleet-row.ts'
import { ownedValue } from '#lib/diagnosis/fleet/owned-values.ts'
import type { ConnectionContext, ParticipantContext } from '#lib/quality/participant-context.ts'
import type { LiveParticipant } from '../live-participant.ts'
import type { LiveSession } from '../live-session.ts'

/** What a participant shares with others, from what the page, the app and the path said of it. */
export function valuesOf(
  { customerId, appId, tags: sessionTags }: Pick<LiveSession, 'customerId' | 'appId' | 'tags'>,
  { tags, client, context }: Pick<LiveParticipant, 'tags' | 'client' | 'context'>,
): FleetRow['values'] {
  const tag = (...names: string[]) =>
    names.map((name) => tags[name] ?? sessionTags[name]).find(Boolean) ?? null
  return describeValues({
    customerId,
    appId,
    ...pathOf(context),
    region: tag('region'),
    sfu: tag('sfu', 'server'),
    site: tag('site'),
    asn: tag('asn'),
    country: tag('country'),
    codec: codecOf(context),
    browser: textOf(client.browser),
    browserVersion: textOf(client.browserVersion),
    os: textOf(client.os),
    sdkVersion: textOf(client.sdkVersion),
    appVersion: textOf(client.appVersion),
  })
}

/** What is known of a participant, live or from history; null = not known. */
export type Known = { customerId: string; appId: string } & Record<
  | 'candidateType'
  | 'relayProtocol'
  | 'relayHost'
  | 'localPrefix'
  | 'region'
  | 'sfu'
  | 'site'
  | 'asn'
  | 'country'
  | 'codec'
  | 'browser'
  | 'browserVersion'
  | 'os'
  | 'sdkVersion'
  | 'appVersion',
  string | null
>

/** One home for what a value is, so that live and past look at the same things. */
export function describeValues(known: Known): FleetRow['values'] {
  const { customerId, appId, site, codec, browser, appVersion } = known
  const isRelayed = known.candidateType === 'relay'
  return {
    site: site === null ? null : ownedValue(customerId, site),
    network: networkOf(known),
    turn: isRelayed ? known.relayHost : null,
    sfu: known.sfu,
    relay:
      known.candidateType === null ? null : isRelayed ? `turn-${known.relayProtocol ?? 'udp'}` : 'direct',
    region: known.region,
    codec: codec?.split('/').at(-1) ?? null,
    browserMajor:
      browser === null ? null : [browser, known.browserVersion?.split('.')[0] ?? ''].join(' ').trim(),
    os: known.os,
    sdkVersion: known.sdkVersion,
    appVersion: appVersion === null ? null : ownedValue(customerId, appId, appVersion),
    app: ownedValue(customerId, appId),
    customer: customerId,
  }
}

function networkOf({ asn, country, localPrefix }: Known): string | null {
  if (asn !== null) return [asn, country].filter((part) => part !== null).join(' ')
  return localPrefix
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

const noPath = { candidateType: null, relayProtocol: null, relayHost: null, localPrefix: null }

/** The path of the newest open connection that has one. */
function pathOf({ connections }: ParticipantContext) {
  let newest: ConnectionContext | null = null
  for (const connection of connections.values())
    if (connection.localCandidateType !== null && (newest === null || !connection.closed || newest.closed))
      newest = connection
  if (newest === null) return noPath
  const { localCandidateType: candidateType, relayProtocol, relayHost, localPrefix } = newest
  return { candidateType, relayProtocol, relayHost, localPrefix }
}

/** The picture's codec, else the sound's. */
function codecOf({ tracks }: ParticipantContext): string | null {
  let sound: string | null = null
  for (const { type, mimeType } of tracks.values()) {
    if (mimeType === null) continue
    if (type === 'inbound-video' || type === 'outbound-video') return mimeType
    sound ??= mimeType
  }
  return sound
}
