import type { z } from 'zod'
import { env } from '#lib/env.server.ts'
import { Refused } from '#lib/errors.ts'
import { clientNetwork } from './client-network.ts'
import { replyHeaders, replyToError } from './problem.ts'
import { readJson } from './read-body.ts'
import { refuseForeignWrite } from './same-origin.ts'

/**
 * A write that nobody is signed in for, from one of our own pages: what the body carries is the right, and the verb
 * throttles by the network it comes from.
 */
export async function openWrite<Body>(
  request: Request,
  where: string,
  schema: z.ZodType<Body>,
  act: (body: Body, network: string, now: Date) => Promise<object>,
): Promise<Response> {
  const requestId = crypto.randomUUID()
  try {
    refuseForeignWrite(request, env().EARSHOT_URL)
    const given = schema.safeParse(await readJson(request, 8 * 1024))
    if (!given.success) {
      const [fault] = given.error.issues
      throw new Refused('bad-request', `${fault?.path.join('.') || 'body'}: ${fault?.message.slice(0, 80)}`)
    }
    const reply = await act(given.data, clientNetwork(request.headers), new Date())
    return Response.json(reply, { headers: replyHeaders })
  } catch (error) {
    return replyToError(error, requestId, where)
  }
}
