import { type SignInThrottle, signInThrottle } from '#lib/access/sign-in-throttle.server.ts'

const place = Symbol.for('earshot.sign-in-throttle')

/** One count for the whole process: Next may hold several copies of a module, so it hangs on the global object. */
export function sharedThrottle(): SignInThrottle {
  const holder = globalThis as { [place]?: SignInThrottle }
  holder[place] ??= signInThrottle()
  return holder[place]
}
