import { z } from 'zod'
import { faultOf } from '#components/access/open-post.ts'

const csrfSchema = z.object({ csrfToken: z.string() })
const json = { accept: 'application/json', 'content-type': 'application/json' }

/** The anti-forgery token of next-auth's own forms. */
export async function fetchCsrfToken(): Promise<string> {
  return csrfSchema.parse(await (await fetch('/api/auth/csrf', { cache: 'no-store' })).json()).csrfToken
}

/** Null when signed in; otherwise what to tell the person. */
export async function sendCredentials(email: string, password: string): Promise<string | null> {
  try {
    const reply = await fetch('/api/auth/callback/credentials', {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ email, password, csrfToken: await fetchCsrfToken() }),
    })
    return reply.ok ? null : await faultOf(reply)
  } catch {
    return 'The server does not answer. Check your connection, then try again.'
  }
}
