import { z } from 'zod'
import { faultOf } from '#components/access/open-post.ts'
import { fetchCsrfToken } from './send-credentials.ts'

const goSchema = z.object({ url: z.url() })

/** Leaves for the organisation's own sign-in. Null: on the way; otherwise what to tell the person. */
export async function startOidc(next: string | null): Promise<string | null> {
  try {
    const reply = await fetch('/api/auth/signin/oidc', {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ csrfToken: await fetchCsrfToken(), next }),
    })
    if (!reply.ok) return await faultOf(reply)
    window.location.assign(goSchema.parse(await reply.json()).url)
    return null
  } catch {
    return 'The server does not answer. Check your connection, then try again.'
  }
}
