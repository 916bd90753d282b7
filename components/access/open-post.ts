import { z } from 'zod'

const problemSchema = z.object({ title: z.string() })

/** Sends what was filled in on a page that nobody is signed in for. Null: done; otherwise what to tell the person. */
export async function openPost(path: string, body: object): Promise<string | null> {
  try {
    const reply = await fetch(path, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return reply.ok ? null : await faultOf(reply)
  } catch {
    return 'The server does not answer. Check your connection, then try again.'
  }
}

/** What to tell a person about a reply that is not what they hoped for. */
export async function faultOf(reply: Response): Promise<string> {
  const problem = problemSchema.safeParse(await reply.json().catch(() => null)).data
  const wait = Number(reply.headers.get('retry-after'))
  if (reply.status === 429 && wait > 0) return `Too many tries. Try again in ${inWords(wait)}.`
  if (reply.status >= 500) return 'The server cannot do this right now. Try again shortly.'
  return problem?.title ?? 'That did not work. Try again.'
}

function inWords(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes === 1 ? 'a minute' : `${minutes} minutes`
}
