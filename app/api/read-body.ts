import { Refused } from '#lib/errors.ts'

/** No write of ours needs more. */
export const maxBodyBytes = 256 * 1024

/** Reads at most `maxBytes`, counted, whatever Content-Length claims. */
export async function readBody(request: Request, maxBytes = maxBodyBytes): Promise<string> {
  if (!request.body) return ''
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let bytes = 0
  let text = ''
  try {
    for await (const chunk of request.body) {
      bytes += chunk.byteLength
      if (bytes > maxBytes) throw new Refused('bad-request', `More than ${maxBytes / 1024} kB.`)
      text += decoder.decode(chunk, { stream: true })
    }
    return text + decoder.decode()
  } catch (error) {
    if (error instanceof Refused) throw error
    throw new Refused('bad-request', 'The body is not UTF-8 text.')
  }
}

/** An empty body is an empty object. */
export async function readJson(request: Request, maxBytes = maxBodyBytes): Promise<unknown> {
  const text = await readBody(request, maxBytes)
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused('bad-request', 'The body is not JSON.')
  }
}
