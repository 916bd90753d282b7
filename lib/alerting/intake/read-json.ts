import { guardJson } from '#lib/telemetry/guard-json.ts'

/** Sentry's stack traces are deep and wide; anything beyond this is no alert. */
const limits = { maxDepth: 40, maxKeys: 40_000, maxContainers: 60_000 }

export type ReadJson = { body: unknown } | { problem: string }

/** Foreign bytes as JSON, looked over before they are parsed. */
export function readJsonBytes(bytes: Uint8Array): ReadJson {
  const { verdict } = guardJson(bytes, limits)
  if (verdict !== 'ok') return { problem: `The payload has ${words[verdict]}.` }
  try {
    return { body: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) }
  } catch {
    return { problem: 'The payload is not JSON.' }
  }
}

const words = {
  'too-deep': `more than ${limits.maxDepth} levels`,
  'too-many-keys': `more than ${limits.maxKeys} fields`,
  'too-many-containers': `more than ${limits.maxContainers} lists and objects`,
}
