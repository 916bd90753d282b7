import { createVerify, X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { type SnsEnvelope, stringToSign } from './sns-envelope.ts'

/** The signature is not Amazon's: nothing to try again. */
export class NotFromSns extends Error {}

export type FetchText = (url: string) => Promise<string>

const rememberMs = 6 * 3_600_000
const mostRemembered = 50

/**
 * Checks that Amazon SNS signed a message. `checkEnvelope` has passed: the certificate's address is Amazon's. `fetchText`
 * follows no redirect and reads little. A failing fetch rejects with its own error and may be tried again.
 */
export function createSnsVerifier(options: { fetchText: FetchText; roots?: readonly string[]; issuer?: RegExp }) {
  const { fetchText, roots = rootCertificates, issuer = amazon } = options
  const trusted = roots.map((pem) => new X509Certificate(pem))
  const known = new Map<string, { certificates: X509Certificate[]; until: number }>()

  async function certificatesAt(url: string, now: Date): Promise<X509Certificate[]> {
    const found = known.get(url)
    if (found && found.until > now.getTime()) return found.certificates
    const certificates = parsePem(await fetchText(url))
    checkChain(certificates, trusted, issuer, now)
    if (known.size >= mostRemembered) known.clear()
    known.set(url, { certificates, until: now.getTime() + rememberMs })
    return certificates
  }

  return async function verifySns(envelope: SnsEnvelope, now: Date): Promise<void> {
    const [leaf] = await certificatesAt(envelope.SigningCertURL, now)
    if (!leaf || !isValidAt(leaf, now)) throw new NotFromSns('The signing certificate is not valid now.')
    const algorithm = envelope.SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1'
    const right = createVerify(algorithm)
      .update(stringToSign(envelope), 'utf8')
      .verify(leaf.publicKey, envelope.Signature, 'base64')
    if (!right) throw new NotFromSns('The signature does not match the message.')
  }
}
export type VerifySns = ReturnType<typeof createSnsVerifier>

/** The issuers of Amazon Trust Services, of whom SNS's own file names only the last. */
const amazon = /(^|\n)O=Amazon(\n|$)/

function parsePem(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]{1,20000}-----END CERTIFICATE-----/g) ?? []
  if (blocks.length === 0 || blocks.length > 6) throw new NotFromSns('There is no certificate at its address.')
  try {
    return blocks.map((block) => new X509Certificate(block))
  } catch {
    throw new NotFromSns('There is no certificate at its address.')
  }
}

/**
 * Each certificate signed by the next, the last by a root we trust. Where the file ends before a root (Amazon publishes
 * the leaf alone), its issuer must be Amazon's and not the leaf itself: then the TLS connection to Amazon vouches for it.
 */
function checkChain(
  certificates: X509Certificate[],
  trusted: X509Certificate[],
  issuer: RegExp,
  now: Date,
) {
  const [leaf] = certificates
  const last = certificates.at(-1)
  if (!leaf || !last || !/(^|\n)CN=sns(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?(\n|$)/.test(leaf.subject))
    throw new NotFromSns('The certificate is not one of Amazon SNS.')
  for (const [i, certificate] of certificates.entries()) {
    const next = certificates[i + 1]
    if (!isValidAt(certificate, now)) throw new NotFromSns('The signing certificate is not valid now.')
    if (next && !isSignedBy(certificate, next)) throw new NotFromSns('The certificates do not form a chain.')
  }
  if (trusted.some((root) => isSignedBy(last, root) || last.raw.equals(root.raw))) return
  const isOwnIssuer = last.issuer === last.subject
  const claimsRoot = trusted.some((root) => root.subject === last.issuer)
  if (isOwnIssuer || claimsRoot || !issuer.test(last.issuer))
    throw new NotFromSns('The certificate does not lead to a root we trust.')
}

const isSignedBy = (certificate: X509Certificate, by: X509Certificate) =>
  by.ca && certificate.checkIssued(by) && certificate.verify(by.publicKey)

const isValidAt = ({ validFrom, validTo }: X509Certificate, now: Date) =>
  Date.parse(validFrom) <= now.getTime() && now.getTime() <= Date.parse(validTo)
