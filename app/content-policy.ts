/** What a page of ours may load and talk to. */
export type PolicyFacts = { nonce: string; engineUrl: string; publicUrl: string; development: boolean }

/**
 * Scripts run only with this reply's nonce, or when such a script loads them. Styles: elements need the nonce or
 * our own files; attributes are free, since the chart libraries place their parts by `style=`, and a style
 * attribute cannot run code.
 */
export function contentPolicy({ nonce, engineUrl, publicUrl, development }: PolicyFacts): string {
  const engine = new URL(engineUrl)
  const socket = `${engine.protocol === 'https:' ? 'wss:' : 'ws:'}//${engine.host}`
  const reload = development ? " 'unsafe-eval'" : ''
  const styles = development ? "'unsafe-inline'" : `'nonce-${nonce}'`
  const rules = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${reload}`,
    `style-src-elem 'self' ${styles}`,
    "style-src-attr 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${engine.origin} ${socket}${development ? ' ws:' : ''}`,
    "manifest-src 'self'",
    "worker-src 'none'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(publicUrl.startsWith('https:') ? ['upgrade-insecure-requests'] : []),
  ]
  return rules.join('; ')
}
