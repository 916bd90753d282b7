import { env } from '#lib/env.server.ts'
import { excerptOf } from '#lib/outside/excerpt.ts'
import { fetchOutside, OutsideFailed, type OutsideReply } from '#lib/outside/fetch-outside.server.ts'
import type { Reach } from '#lib/outside/target.ts'
import { type Failure, failureOfReply, failureWithoutReply } from '../outbox/classify.ts'
import type { Outcome, Thread } from './contract.ts'

/** Installations in a closed network may call inside of it; everybody else only the internet. */
export const reachOfChannels = (): Reach => (env().EARSHOT_WEBHOOKS === 'private' ? 'private' : 'public')

type Posted = { reply: OutsideReply; failure: null } | { reply: OutsideReply | null; failure: Failure }

/** One POST of JSON, and what came of it. */
export async function postJson(
  url: string,
  body: string,
  at: number,
  headers: Record<string, string> = {},
): Promise<Posted> {
  try {
    const reply = await fetchOutside({
      url,
      body,
      headers: { 'content-type': 'application/json', ...headers },
      reach: reachOfChannels(),
    })
    return { reply, failure: failureOfReply(reply, at) }
  } catch (error) {
    if (!(error instanceof OutsideFailed)) throw error
    return { reply: null, failure: failureWithoutReply(error) }
  }
}

export const taken = ({ status, body }: OutsideReply, thread: Thread | null): Outcome => ({
  ok: true,
  statusCode: status,
  answer: excerptOf(body) || `answered with ${status}`,
  thread,
})
