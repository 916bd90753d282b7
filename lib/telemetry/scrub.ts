import type { ClientInfo, Envelope } from './contract.ts'
import { type EventData, type EventValue, eventTypes, type WireEvent } from './event-types.ts'
import { nameBrowser } from './name-browser.ts'

/**
 * The server's own wall for end users' privacy, behind the SDK's: whatever looks like an address, an e-mail, a token
 * or SDP is removed before anything is stored. Rather too much is removed than too little: a four-part version number
 * in free text goes too. Every pattern is bounded, so no text can make one slow.
 */

const email = /[^\s@<>()"',;:=/]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,8}/gu
const ipv4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d])(?!\.\d)/g
const ipv6 =
  /(?<![\w:])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?)(?![\w:])/gi
const bearer = /\b(?:bearer|basic)\s{1,4}[\w.~+/=-]{6,4096}/gi
const jwt = /\beyJ[\w-]{6,4096}\.[\w-]{2,4096}(?:\.[\w-]{0,4096})?/g
const apiKey = /\b(?:e?[sp]k|ghp|xox[abp])_[\w-]{8,200}/g
const assigned =
  /\b(pass(?:word|wd)?|pwd|secret|token|access_token|id_token|refresh_token|api[_-]?key|authorization|cookie|credential|ice-?ufrag|ice-?pwd)(["']?\s{0,3}[=:]\s{0,3}["']?)[^\s"',;&<>)]{1,4096}/gi
const sdp =
  /\bv=0(?:\s|\\r|\\n)|\ba=(?:ice-|candidate|fingerprint|ssrc|crypto)|\bm=(?:audio|video|application)\s+\d|\bcandidate:\S{1,64}\s+\d/
const urlToken = /[^\s"'<>()\\]+/g
const privateKeys =
  /^(?:ip|address|ipaddress|relatedaddress|local_?address|remote_?address|sdp|candidate|email|e-?mail|phone|password|passwd|secret|token|authorization|cookie|set-cookie|devicelabel)$/i

/** Without any of these no pattern can match: names and ids are mostly plain words. */
const suspicious = /[@.:=?#]|eyJ|_\w{8}|bearer|basic/i

/** Text without what looks private. */
export function scrubText(text: string): string {
  if (!suspicious.test(text)) return text
  if (sdp.test(text)) return '[sdp]'
  let out = text
  if (text.includes('?') || text.includes('#')) out = out.replace(urlToken, withoutQuery)
  if (out.includes('@')) out = out.replace(email, '[email]')
  if (out.includes('.')) out = out.replace(jwt, '[token]').replace(ipv4, '[ip]')
  if (out.includes(':')) out = out.replace(ipv6, '[ip]')
  if (out.length >= 8) out = out.replace(bearer, '[token]').replace(apiKey, '[token]')
  if (out.includes('=') || out.includes(':')) out = out.replace(assigned, '$1$2[secret]')
  return out
}

/** Cuts a URL or path at its query; a stack frame keeps its line and column. */
function withoutQuery(token: string): string {
  if (!token.includes('://') && !token.startsWith('/') && !/^(?:blob|file):/.test(token)) return token
  const cut = token.search(/[?#]/)
  if (cut < 0) return token
  return token.slice(0, cut) + (/(?::\d{1,7}){1,2}$/.exec(token)?.[0] ?? '')
}

/** Whether scrubbing would change this text. */
export function looksPrivate(text: string): boolean {
  return scrubText(text) !== text
}

/** An event with only the data keys its type may carry, and nothing private in their values. */
export function scrubEvent(event: WireEvent): WireEvent {
  if (!event.data) return event
  const allowed: readonly string[] | null = eventTypes[event.type]
  const data: EventData = {}
  for (const [key, value] of Object.entries(event.data))
    if (allowed === null || allowed.includes(key)) data[scrubText(key)] = scrubValue(key, value)
  return { ...event, data }
}

function scrubValue(key: string, value: EventValue): EventValue {
  if (typeof value !== 'string') return value
  return privateKeys.test(key) ? '[removed]' : scrubText(value)
}

/**
 * The envelope without anything private. An id that looks private becomes its `pseudonym`, so that it still tells one
 * participant from another.
 */
export function scrubEnvelope<T extends Omit<Envelope, 'reports' | 'events' | 'key'>>(
  envelope: T,
  pseudonym: (text: string) => string,
): T {
  const { session, participant, client } = envelope
  return {
    ...envelope,
    app: envelope.app,
    session: { ...session, id: scrubId(session.id, pseudonym), ...scrubLabels(session) },
    participant: {
      ...participant,
      id: scrubId(participant.id, pseudonym),
      ...scrubLabels(participant),
      role: participant.role && scrubText(participant.role),
    },
    client: client && scrubClient(client),
  }
}

/** Browser and system by name, never the text that tells them. */
function scrubClient(client: ClientInfo): ClientInfo {
  const named = nameBrowser(client)
  return named.page === undefined ? named : { ...named, page: scrubText(named.page) }
}

function scrubId(id: string, pseudonym: (text: string) => string): string {
  return looksPrivate(id) ? `anonymous-${pseudonym(id)}` : id
}

function scrubLabels<T extends { name?: string; tags?: Record<string, string> }>(
  of: T,
): Pick<T, 'name' | 'tags'> {
  const labels: { name?: string; tags?: Record<string, string> } = {}
  if (of.name !== undefined) labels.name = scrubText(of.name)
  if (of.tags)
    labels.tags = Object.fromEntries(
      Object.entries(of.tags).map(([key, value]) => [
        scrubText(key),
        privateKeys.test(key) ? '[removed]' : scrubText(value),
      ]),
    )
  return labels
}
