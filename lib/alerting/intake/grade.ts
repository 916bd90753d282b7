import type { AlertSeverity } from '../severity.ts'
import type { IntegrationSettings } from './settings.ts'

/** Words that monitors use for how grave it is. The integration's own map comes first. */
const usual: ReadonlyMap<string, AlertSeverity> = new Map([
  ...['critical', 'crit', 'page', 'fatal', 'emergency', 'disaster', 'p1', 'sev1', 'alert'].map(
    (word) => [word, 'critical'] as const,
  ),
  ...['error', 'err', 'major', 'high', 'p2', 'sev2', 'impaired'].map((word) => [word, 'major'] as const),
  ...['warning', 'warn', 'minor', 'medium', 'average', 'p3', 'sev3', 'degraded'].map(
    (word) => [word, 'minor'] as const,
  ),
  ...['info', 'information', 'informational', 'notice', 'low', 'none', 'debug', 'p4', 'p5', 'sev4', 'sev5'].map(
    (word) => [word, 'info'] as const,
  ),
])

/** How grave a sender's word is; unknown words and none are the integration's default. */
export function grade(word: string, settings: IntegrationSettings): AlertSeverity {
  const plain = word.trim().toLowerCase()
  const own = Object.hasOwn(settings.severityMap, plain) ? settings.severityMap[plain] : undefined
  return own ?? usual.get(plain) ?? settings.defaultSeverity
}
