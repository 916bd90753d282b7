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
  [/(\w+:\/\/)(?:[^\s/@]*@)?([^\s?#"'<>)]*)[?#][^\s"'<>)]*/g, '$1$2'],
  [/[^\s@"'<>(:,;=/]+@[^\s@"'<>),;:/]+/g, '[email]'],
  [/\beyJ[\w.-]+|\b(?=\w*\d)(?=\w*[a-z])\w{24,}\b/gi, '[token]'],
  [/\b(bearer|basic) +[\w.~+/=-]{6,}/gi, '$1 [token]'],
  [
    /((?:token|secret|passw\w*|pwd|api.?key|auth\w*|credential|cookie)["']?\s*[=:]\s*["']?)(?!bearer|basic)[^\s"'&,;]+/gi,
    '$1[secret]',
  ],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '[ip]'],
  [/(^|[^\w:])(?=[\da-f]*:[\da-f:]*:)(?!\d+:\d+:\d+(?![\w:]))[\da-f:]+(?![\w:])/gi, '$1[ip]'],
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
  for (const [name, value] of Object.entries(data ?? {}).slice(0, maxKeys)) {
    const key = plain(name, 60)
    if (value === undefined || typeof value === 'function') continue
    if (value === null || value === true || value === false) flat[key] = value
    else if (typeof value === 'number') flat[key] = Number.isFinite(value) ? value : null
    else if (name === unscrubbed) flat[key] = plain(value)
    else flat[key] = plain(scrub(typeof value === 'object' ? safeJson(value) : value))
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
