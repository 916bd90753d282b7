import type { EventData } from '../telemetry/event-types.ts'

const maxText = 1000
const maxKeys = 20

/** Makes any value a text that JSON and Postgres can hold: no NUL, no half of a character. */
export function plain(value: unknown, max = maxText): string {
  return String(value)
    .slice(0, max)
    .replace(/\0|\p{Cs}/gu, '')
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
  let text = plain(value, max * 2)
  for (const [pattern, instead] of secrets) text = text.replace(pattern, instead)
  return plain(text, max)
}

/** Flat data for an event: texts scrubbed and cut, anything deeper written as JSON; JSON leaves out the rest.
 * The value of the key `unscrubbed` is somebody's identifier and stays whole. */
export function flatData(data: Record<string, unknown> = {}, unscrubbed?: string): EventData {
  const flat: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(data).slice(0, maxKeys)) {
    const isText = value !== null && /str|obj|big/.test(typeof value)
    const clean = name === unscrubbed ? plain : scrub
    flat[plain(name, 60)] = isText ? clean(typeof value === 'object' ? safeJson(value) : value) : value
  }
  return flat as EventData
}

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    return '[object]'
  }
}

/** Origin and path of a page or script, without its query. */
export function pageOf(url: unknown, max = 300): string {
  return plain(String(url).split(/[?#]/)[0], max)
}
