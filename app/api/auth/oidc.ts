import type { AuthOptions, User } from 'next-auth'
import { safePath } from '#lib/access/after-sign-in.ts'
import { enterByOidc } from '#lib/access/oidc/enter.server.ts'
import { type OidcSettings, oidcSettings } from '#lib/access/oidc/settings.ts'
import { signInCookieName } from '#lib/access/sign-in-cookie.ts'
import { env } from '#lib/env.server.ts'
import { Refused } from '#lib/errors.ts'
import { clientNetwork } from '../client-network.ts'
import { sharedThrottle } from '../sign-in-limits.ts'
import { type AuthReply, runNextAuth } from './run-next-auth.ts'
import { signInOptions } from './sign-in-options.ts'

/** The organisation's own sign-in: there and back. next-auth does the protocol with state, nonce and PKCE. */

export function configuredOidc(): OidcSettings {
  const settings = oidcSettings(env())
  if (!settings) throw new Refused('not-found', 'No such thing.')
  return settings
}

/** Where the browser goes, and the cookies that bind what comes back to it. */
export async function leaveForOidc(
  request: Request,
  csrfToken: string,
  next: string | null,
): Promise<AuthReply> {
  const options = oidcOptions(configuredOidc(), '', async () => undefined)
  const callbackUrl = env().EARSHOT_URL + (safePath(next) ?? '/')
  const reply = await runNextAuth(request, 'signin/oidc', options, { csrfToken, callbackUrl, json: 'true' })
  // without the token of our own form, or with the server away, it leads back to us
  if (!reply.location || new URL(reply.location).origin === new URL(env().EARSHOT_URL).origin)
    throw new Refused('unavailable', 'Your organisation’s sign-in does not answer. Try again shortly.')
  return reply
}

export type Returned = { location: string; cookies: string[]; refused: Refused | null }

/** Coming back: a sign-in of ours, exactly as a password gives it, or the sign-in page with what went wrong. */
export async function returnFromOidc(request: Request): Promise<Returned> {
  const settings = configuredOidc()
  const state = new URL(request.url).searchParams.get('state') ?? ''
  await sharedThrottle().countTry(`oidc ${state.slice(0, 100)}`, clientNetwork(request.headers))
  let outcome: Refused | null = new Refused('not-signed-in', 'That did not work. Try again.')
  const options = oidcOptions(settings, request.headers.get('user-agent') ?? '', async (work) => {
    try {
      await work()
      outcome = null
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      outcome = error
    }
  })
  const reply = await runNextAuth(request, 'callback/oidc', options)
  if (outcome === null) return { location: reply.location ?? '/', cookies: reply.cookies, refused: null }
  // what bound the attempt is used up either way; a sign-in is not among it
  const cookies = reply.cookies.filter((one) => !one.startsWith(`${signInCookieName(env().EARSHOT_URL)}=`))
  return { location: `${env().EARSHOT_URL}/sign-in?reason=oidc`, cookies, refused: outcome }
}

type Keep = (work: () => Promise<void>) => Promise<void>

function oidcOptions(settings: OidcSettings, userAgent: string, keep: Keep): AuthOptions {
  const base = signInOptions(async () => null)
  return {
    ...base,
    cookies: { ...base.cookies, ...bindingCookies(base) },
    providers: [providerOf(settings)],
    callbacks: {
      ...base.callbacks,
      redirect: ({ url }) => (isOurs(url) ? url : env().EARSHOT_URL),
      async signIn({ user, profile }) {
        let entered = false
        await keep(async () => {
          const { memberId, name, email, signInSecret } = await enterByOidc(
            profile,
            settings,
            userAgent,
            new Date(),
          )
          Object.assign(user, { id: memberId, name, email, signInSecret })
          entered = true
        })
        return entered
      },
    },
  }
}

const isOurs = (address: string): boolean => {
  const ours = env().EARSHOT_URL
  return address === ours || (address.startsWith(`${ours}/`) && safePath(address.slice(ours.length)) !== null)
}

/** State, nonce and the PKCE secret: each sealed for itself, for this provider, and for fifteen minutes. */
function bindingCookies({ cookies }: AuthOptions): AuthOptions['cookies'] {
  const options = { ...cookies?.sessionToken?.options, maxAge: 15 * 60 }
  const prefix = options.secure ? '__Host-' : ''
  return {
    state: { name: `${prefix}earshot-oidc-state`, options },
    nonce: { name: `${prefix}earshot-oidc-nonce`, options },
    pkceCodeVerifier: { name: `${prefix}earshot-oidc-pkce`, options },
  }
}

type IdToken = { sub: string } & Record<string, unknown>

/** What the ID token says; next-auth hands over the client's own set, whose signature was checked. */
const claimsOf = (tokens: object): IdToken => (tokens as { claims: () => IdToken }).claims()

function providerOf({
  issuer,
  clientId,
  clientSecret,
  label,
}: OidcSettings): AuthOptions['providers'][number] {
  return {
    ...{ id: 'oidc', name: label, type: 'oauth', idToken: true, clientId, clientSecret },
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: 'openid email profile' } },
    userinfo: {
      // many servers say the address only here; what the signed token says counts more
      async request({ tokens, client }) {
        const claims = claimsOf(tokens)
        const asks =
          client.issuer.metadata.userinfo_endpoint !== undefined && tokens.access_token !== undefined
        const told = asks ? await client.userinfo(tokens.access_token ?? '') : null
        if (told && told.sub !== claims.sub) throw new Error('the server answered about somebody else')
        return { ...told, ...claims }
      },
    },
    profile: ({ sub }: { sub: string }): User => ({ id: sub }),
  }
}
