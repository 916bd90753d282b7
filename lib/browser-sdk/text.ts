import type { EventData } from '../telemetry/event-types.ts'

const maxText = 1000
const maxKeys = 20

/** Makes any value a text that JSON and Postgres can hold. */
export function plain(value: unknown, max = maxText): string {
  const text = String(value).slice(0, max).replace(/\0/g, '')
  return text.toWellFormed ? text.toWellFormed() : text.replace(/[\ud800-\udfff]/g, '')
}

/** What never leaves the page, and what stands in its place. No look-behind: Safari before 16.4 would not load it. */
const secrets: [RegExp, string][] = [
  [/((?:https?|wss?):\/\/)(?:[^\s/@]*@)?([^\s?#"'<>)]*)[?#][^\s"'<>)]*/gi, '$1$2'],
  [/[^\s@"'<>(:,;=/]+@[^\s@"'<>),;:/]+\.[^\s@"'<>),;:/]+/g, '[email]'],
  [/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, '[token]'],
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, '$1 [token]'],
  [
    /((?:token|secret|passw(?:or)?d|pwd|api.?key|auth(?:orization)?|credential|cookie)["']?\s*[=:]\s*["']?)(?!bearer|basic)[^\s"'&,;]+/gi,
    '$1[secret]',
  ],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '[ip]'],
  [/(^|[^\w:])(?:[\da-f]{1,4}:){2,7}(?::|[\da-f]{1,4})(?::?[\da-f]{1,4})*(?![\w:])/gi, '$1[ip]'],
  [/\b(?=\w*\d)(?=\w*[a-z])\w{24,}\b/gi, '[token]'],
]

/** Takes e-mail addresses, tokens, secrets, IP addresses and query strings out of a text that people wrote. */
export function scrub(value: unknown, max = maxText): string {
  return secrets
    .reduce((text, [pattern, instead]) => text.replace(pattern, instead), plain(value, max * 2))
    .slice(0, max)
}

/** Flat data for an event: texts scrubbed and cut, anything deeper written as JSON, functions and the rest left out.
 * The value of the key `unscrubbed` is somebody's identifier and stays whole. */
export function flatData(data: Record<string, unknown> | undefined, unscrubbed?: string): EventData {
  const flat: EventData = {}
  for (const [key, value] of Object.entries(data ?? {}).slice(0, maxKeys)) {
    if (typeof value === 'boolean' || value === null) flat[plain(key, 60)] = value
    else if (typeof value === 'number') flat[plain(key, 60)] = Number.isFinite(value) ? value : null
    else if (typeof value === 'string')
      flat[plain(key, 60)] = key === unscrubbed ? plain(value) : plain(scrub(value))
    else if (typeof value === 'object') flat[plain(key, 60)] = plain(scrub(safeJson(value), 300))
  }
  return flat
}

function safeJson(value: object): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return '[object]'
  }
}

/** Origin and path of a page or script, without its query. */
export function pageOf(url: unknown, max = 300): string {
  return plain(String(url).split(/[?#]/)[0], max)
}
