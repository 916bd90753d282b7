import { env } from '#lib/env.server.ts'
import { Refused } from '#lib/errors.ts'
import { confirmAcknowledge } from '#lib/notifications/mail-acknowledge/confirm.server.ts'
import { replyHeaders, replyToError } from '../../problem.ts'
import { refuseForeignWrite } from '../../same-origin.ts'

const formOnly: ReadonlySet<string> = new Set(['application/x-www-form-urlencoded'])

/**
 * The button of a mail's page: a plain form, so that it works on any phone. The signed token in the path is the right;
 * who it belongs to and what they may do is looked up now.
 */
export async function POST(
  request: Request,
  context: { params: Promise<{ token: string }> },
): Promise<Response> {
  const requestId = crypto.randomUUID()
  try {
    refuseForeignWrite(request, env().EARSHOT_URL, formOnly)
    const { token } = await context.params
    await confirmAcknowledge(token, requestId, new Date()).catch((error: unknown) => {
      // resolved meanwhile: the page says so
      if (!(error instanceof Refused) || error.code !== 'already-done') throw error
    })
    const location = `${env().EARSHOT_URL}/a/${encodeURIComponent(token)}`
    return new Response(null, { status: 303, headers: { ...replyHeaders, location } })
  } catch (error) {
    return replyToError(error, requestId, 'POST /api/mail-acknowledge/[token]')
  }
}
