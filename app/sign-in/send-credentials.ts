import { z } from 'zod'

const csrfSchema = z.object({ csrfToken: z.string() })
const problemSchema = z.object({ title: z.string() })
const json = { accept: 'application/json', 'content-type': 'application/json' }

/** Null when signed in; otherwise what to tell the person. */
export async function sendCredentials(email: string, password: string): Promise<string | null> {
  try {
    const { csrfToken } = csrfSchema.parse(
      await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json(),
    )
    const reply = await fetch('/api/auth/callback/credentials', {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ email, password, csrfToken }),
    })
    return reply.ok ? null : await faultOf(reply)
  } catch {
    return 'The server does not answer. Check your connection, then try again.'
  }
}

async function faultOf(reply: Response): Promise<string> {
  const problem = problemSchema.safeParse(await reply.json().catch(() => null)).data
  const wait = Number(reply.headers.get('retry-after'))
  if (reply.status === 429 && wait > 0) return `Too many tries. Try again in ${inWords(wait)}.`
  if (reply.status >= 500) return 'The server cannot sign you in right now. Try again shortly.'
  return problem?.title ?? 'That did not work. Try again.'
}

function inWords(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes === 1 ? 'a minute' : `${minutes} minutes`
}
