import {
  apiTokenOf,
  memberOfApiToken,
  type TokenThrottle,
  tokenThrottle,
} from '#lib/access/api-tokens/member-of-token.server.ts'
import type { Member } from '#lib/access/member.ts'
import { memberFromCookieHeader } from '#lib/access/require-member.server.ts'
import { Refused } from '#lib/errors.ts'
import { clientNetwork } from './client-network.ts'

/** Who sends this request: a program by its token, else a person by the cookie. With a token no cookie is looked at. */
export async function whoAsks(request: Request, now: Date): Promise<Member> {
  const token = apiTokenOf(request.headers.get('authorization'))
  if (token !== null) return program(token, clientNetwork(request.headers), now)
  const member = await memberFromCookieHeader(request.headers.get('cookie'), now)
  if (!member) throw new Refused('not-signed-in', 'Sign in first.')
  return member
}

async function program(token: string, network: string, now: Date): Promise<Member> {
  const throttle = sharedTokenThrottle()
  await throttle.admit(network)
  const member = await memberOfApiToken(token, now)
  if (!member) {
    await throttle.countWrong(network)
    throw new Refused('not-signed-in', 'This token is not valid.')
  }
  await throttle.countUse(member.id)
  return member
}

const place = Symbol.for('earshot.token-throttle')

/** One count for the whole process: Next may hold several copies of a module, so it hangs on the global object. */
function sharedTokenThrottle(): TokenThrottle {
  const holder = globalThis as { [place]?: TokenThrottle }
  holder[place] ??= tokenThrottle()
  return holder[place]
}
