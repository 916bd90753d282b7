import type { EventView } from '#lib/sessions/contract.ts'

/** What kind of thing an event is, for filtering. */
export const eventFamilies = {
  joins: 'Joining and leaving',
  connection: 'Connection',
  media: 'Media',
  devices: 'Devices and permissions',
  errors: 'Errors and logs',
  page: 'Page and network',
  people: 'What people said',
  chat: 'Chat and data channels',
  other: 'Other',
} as const
export type EventFamily = keyof typeof eventFamilies

const familyByType: Record<string, EventFamily> = {
  'join-attempt': 'joins',
  joined: 'joins',
  'join-failed': 'joins',
  left: 'joins',
  'connection-created': 'connection',
  'connection-closed': 'connection',
  'connection-state': 'connection',
  'ice-state': 'connection',
  'ice-gathering-state': 'connection',
  'dtls-state': 'connection',
  'signaling-state': 'connection',
  signaling: 'connection',
  'ice-restart': 'connection',
  'ice-candidate-error': 'connection',
  'connection-meta': 'connection',
  'data-channel': 'chat',
  'media-first': 'media',
  'track-state': 'media',
  'track-meta': 'media',
  publish: 'media',
  unpublish: 'media',
  subscribe: 'media',
  unsubscribe: 'media',
  'sfu-pause': 'media',
  'sfu-resume': 'media',
  tile: 'media',
  'playback-blocked': 'media',
  'vad-muted': 'media',
  'gum-result': 'devices',
  'display-result': 'devices',
  devices: 'devices',
  exception: 'errors',
  rejection: 'errors',
  console: 'errors',
  log: 'errors',
  network: 'page',
  visibility: 'page',
  'user-rating': 'people',
  'report-code': 'people',
  chat: 'chat',
  custom: 'other',
  sdk: 'other',
}
export const familyOf = (type: string): EventFamily => familyByType[type] ?? 'other'

type Data = EventView['data']
const word = (value: Data[string] | undefined): string =>
  value === undefined || value === null ? '' : String(value)
const ms = (data: Data) => (typeof data.ms === 'number' ? ` after ${Math.round(data.ms)}\u2009ms` : '')
const because = (data: Data) => (data.reason ? ` (${word(data.reason)})` : '')

const texts: Record<string, (data: Data) => string> = {
  'join-attempt': () => 'Tries to join',
  joined: (data) => `Joined${ms(data)}`,
  'join-failed': (data) => `Could not join${because(data)}${ms(data)}`,
  left: (data) => `Left${because(data)}`,
  'media-first': (data) => `First ${word(data.kind) || 'media'} ${word(data.direction)}${ms(data)}`,
  'connection-created': (data) => `Connection opened${data.relayOnly === true ? ', relay only' : ''}`,
  'connection-closed': () => 'Connection closed',
  'connection-state': (data) => `Connection ${word(data.state)}`,
  'ice-state': (data) => `ICE ${word(data.state)}`,
  'ice-gathering-state': gatheringText,
  'dtls-state': (data) => `DTLS ${word(data.state)}`,
  'signaling-state': (data) => `Signalling ${word(data.state)}`,
  signaling: (data) => `Control channel ${word(data.state)}`,
  'ice-restart': () => 'ICE restart',
  'ice-candidate-error': (data) =>
    `ICE server error ${word(data.code)} ${word(data.text)} ${word(data.host)}`.trim(),
  'connection-meta': (data) =>
    `Path ${word(data.localCandidateType)} over ${word(data.protocol)}${data.relayProtocol ? `, relay ${word(data.relayProtocol)}` : ''}`,
  'track-meta': (data) => `Track ${word(data.type)} ${word(data.mimeType)}`.trim(),
  'track-state': trackText,
  publish: (data) => `Sends ${mediaName(data)}`,
  unpublish: (data) => `Stops sending ${mediaName(data)}`,
  subscribe: (data) => `Receives ${word(data.kind)}`,
  unsubscribe: (data) => `Stops receiving ${word(data.kind)}`,
  'sfu-pause': (data) => `Server paused ${word(data.kind)}${because(data)}`,
  'sfu-resume': (data) => `Server resumed ${word(data.kind)}`,
  'gum-result': (data) => deviceText(data, mediaAsked(data)),
  'display-result': (data) => deviceText(data, 'Screen'),
  devices: (data) =>
    `Device ${word(data.change) || 'change'}${data.kind ? `: ${word(data.kind)}` : ''}${data.inUse === true ? ', in use' : ''}`,
  network: (data) =>
    data.online === false
      ? 'Network offline'
      : `Network ${data.online === true ? 'online' : 'changed'}${data.type ? `, ${word(data.type)}` : ''}`,
  visibility: (data) => `Page ${word(data.state)}`,
  'playback-blocked': (data) =>
    data.ok === true
      ? 'Sound plays again'
      : `Browser blocked sound${data.error ? `: ${word(data.error)}` : ''}`,
  'vad-muted': () => 'Talks while muted',
  'user-rating': (data) => `Rated ${word(data.stars)} of 5${data.tag ? `: “${word(data.tag)}”` : ''}`,
  'report-code': (data) => `Report code ${word(data.code)}`,
  exception: errorText,
  rejection: (data) => `Unhandled rejection: ${errorText(data)}`,
  console: (data) => `console.${word(data.level) || 'log'}: ${word(data.message)}`,
  log: (data) => word(data.message) || otherData(data, ['level']),
  'data-channel': (data) => `Data channel ${word(data.label)} ${word(data.state)}`,
  custom: (data) => `${word(data.name) || 'custom'} ${otherData(data, ['name'])}`.trim(),
  chat: chatText,
  sdk: (data) => `SDK: ${word(data.what)} ${word(data.detail)}`.trim(),
}

const chatWords: Record<string, string> = {
  sent: 'message sent',
  acked: 'message confirmed',
  failed: 'message failed',
  received: 'message received',
}

/** `Earshot.chat.disconnected(reason)` carries its reason where the others carry their message's id. */
function chatText(data: Data): string {
  const isDown = data.op === 'disconnected'
  const reason = data.reason ?? (isDown ? data.id : undefined)
  return `Chat ${chatWords[word(data.op)] ?? word(data.op)}${ms(data)}${reason ? ` (${word(reason)})` : ''}`
}

/** One event in words. Unknown types show what they carry. */
export function describeEvent({ type, data }: Pick<EventView, 'type' | 'data'>): string {
  const text = texts[type]?.(data) ?? `${type} ${otherData(data, [])}`.trim()
  const times =
    typeof data.count === 'number' && data.count > 1 && familyOf(type) === 'errors' ? ` ×${data.count}` : ''
  return `${text}${times}`
}

/** How loud an event is: errors and warnings stand out in the list. */
export function eventLevel({ type, data }: Pick<EventView, 'type' | 'data'>): 'error' | 'warning' | 'plain' {
  if (type === 'exception' || type === 'rejection' || type === 'join-failed') return 'error'
  if (word(data.level).startsWith('err') || data.state === 'failed') return 'error'
  if ((type === 'gum-result' || type === 'display-result') && data.ok === false) return 'error'
  if (type === 'chat' && (data.op === 'failed' || data.op === 'disconnected')) return 'warning'
  if (word(data.level).startsWith('warn') || data.state === 'disconnected' || data.online === false)
    return 'warning'
  if (type === 'playback-blocked' && data.ok === true) return 'plain'
  return type === 'ice-restart' || type === 'playback-blocked' || type === 'ice-candidate-error'
    ? 'warning'
    : 'plain'
}

/** Everything an event says, lower case, for searching. */
export function searchText(event: EventView): string {
  return `${event.type} ${describeEvent(event)} ${Object.values(event.data).map(word).join(' ')}`.toLowerCase()
}

function gatheringText(data: Data): string {
  const counts = ['host', 'srflx', 'relay'].filter((kind) => typeof data[kind] === 'number')
  const found = counts.map((kind) => `${word(data[kind])} ${kind}`).join(', ')
  return `ICE gathering ${word(data.state)}${found ? `: ${found}` : ''}`
}

function errorText(data: Data): string {
  const name = word(data.name)
  return name && !word(data.message).startsWith(name)
    ? `${name}: ${word(data.message)}`
    : word(data.message) || 'Exception'
}

function mediaName(data: Data): string {
  return word(data.source) || word(data.kind) || 'media'
}

function mediaAsked(data: Data): string {
  if (data.audio && data.video) return 'Microphone and camera'
  return data.video ? 'Camera' : 'Microphone'
}

function deviceText(data: Data, what: string): string {
  return data.ok === false
    ? `${what} refused: ${word(data.error) || 'no reason given'}`
    : `${what} opened${ms(data)}`
}

function trackText(data: Data): string {
  const name = mediaName(data)
  if (data.readyState === 'ended') return `${name} ended${because(data)}`
  if (data.muted === true) return `${name} muted by the system${because(data)}`
  if (data.enabled === false) return `${name} muted${because(data)}`
  return `${name} on`
}

function otherData(data: Data, without: readonly string[]): string {
  return Object.entries(data)
    .filter(([key]) => !without.includes(key))
    .map(([key, value]) => `${key}=${word(value)}`)
    .join(' ')
}
