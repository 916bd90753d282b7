import type { AuthOptions, User } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { absoluteMs, isHttps, signInCookieName } from '#lib/access/sign-in-cookie.ts'
import { env } from '#lib/env.server.ts'

/** What a right password yields; `signInSecret` goes into the token and nowhere else. */
export type SignedInUser = User & { signInSecret: string }

/** next-auth does the form's anti-forgery token and the sealed cookie; who may enter is decided by `authorize`. */
export function signInOptions(authorize: (given: unknown) => Promise<SignedInUser | null>): AuthOptions {
  const { AUTH_SECRET, EARSHOT_URL } = env()
  const secure = isHttps(EARSHOT_URL)
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
  const prefix = secure ? '__Host-' : ''
  return {
    secret: AUTH_SECRET,
    useSecureCookies: secure,
    session: { strategy: 'jwt', maxAge: absoluteMs / 1000 },
    jwt: { maxAge: absoluteMs / 1000 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: { name: signInCookieName(EARSHOT_URL), options },
      csrfToken: { name: `${prefix}earshot-csrf`, options },
      callbackUrl: { name: `${prefix}earshot-callback`, options },
    },
    providers: [CredentialsProvider({ credentials: {}, authorize })],
    callbacks: {
      // only what finds the sign-in again; the name, role and customers are read fresh at every request
      jwt: ({ user }) => ({ sub: user.id, sid: (user as SignedInUser).signInSecret }),
      redirect: () => EARSHOT_URL,
    },
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
  }
}
