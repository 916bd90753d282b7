import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { env } from '#lib/env.server.ts'

/**
 * Secrets at rest (channel tokens, signing keys): AES-256-GCM under a key from EARSHOT_SECRETS_KEY, else AUTH_SECRET. What
 * a secret belongs to is authenticated with it, so a row copied to another customer or channel does not open. The first
 * byte names the format, the next four the key, so that a previous key still opens while rows are sealed anew.
 */
const format = 1
const keyIdBytes = 4
const nonceBytes = 12
const tagBytes = 16

type Key = { id: Buffer; secret: Buffer }

function keyFrom(text: string): Key {
  const made = Buffer.from(hkdfSync('sha256', text, '', 'earshot secrets at rest', 32 + keyIdBytes))
  return { secret: made.subarray(0, 32), id: made.subarray(32) }
}

function keys(): [Key, ...Key[]] {
  const { EARSHOT_SECRETS_KEY, EARSHOT_SECRETS_KEY_PREVIOUS, AUTH_SECRET } = env()
  const previous = EARSHOT_SECRETS_KEY_PREVIOUS ? [keyFrom(EARSHOT_SECRETS_KEY_PREVIOUS)] : []
  return [keyFrom(EARSHOT_SECRETS_KEY ?? AUTH_SECRET), ...previous]
}

/** `belongsTo` is the tenant and the thing, e.g. `<customerId or 'msp'>/channel/<id>`. */
export function seal(secret: string, belongsTo: string): Buffer {
  const [key] = keys()
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key.secret, nonce).setAAD(Buffer.from(belongsTo))
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from([format]), key.id, nonce, cipher.getAuthTag(), text])
}

/** Throws when it is not ours to open: another key, another owner, or changed. */
export function unseal(sealed: Uint8Array, belongsTo: string): string {
  const all = Buffer.from(sealed)
  const head = 1 + keyIdBytes
  const key = keys().find(({ id }) => all[0] === format && id.equals(all.subarray(1, head)))
  if (!key) throw new Error('a secret is sealed with a key that this process does not have')
  const nonce = all.subarray(head, head + nonceBytes)
  const tag = all.subarray(head + nonceBytes, head + nonceBytes + tagBytes)
  const decipher = createDecipheriv('aes-256-gcm', key.secret, nonce)
    .setAAD(Buffer.from(belongsTo))
    .setAuthTag(tag)
  const text = decipher.update(all.subarray(head + nonceBytes + tagBytes))
  return Buffer.concat([text, decipher.final()]).toString('utf8')
}
