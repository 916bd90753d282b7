import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth, { type AuthOptions } from 'next-auth'
import { env } from '#lib/env.server.ts'

export type AuthReply = { location: string | null; cookies: string[] }

/** Runs one step of next-auth on a plain request: it writes to a stand-in reply, and we decide what the browser gets. */
export async function runNextAuth(
  request: Request,
  path: string,
  options: AuthOptions,
  body: Record<string, string> = {},
): Promise<AuthReply> {
  // next-auth reads its own address from here; it must never come from a request's Host header
  process.env.NEXTAUTH_URL = env().EARSHOT_URL
  const asked = {
    method: request.method,
    headers: Object.fromEntries(request.headers),
    cookies: cookiesOf(request.headers.get('cookie')),
    query: { ...Object.fromEntries(new URL(request.url).searchParams), nextauth: path.split('/') },
    body,
  }
  const reply = new StandIn()
  await NextAuth(asked as unknown as NextApiRequest, reply as unknown as NextApiResponse, options)
  return { location: reply.location, cookies: reply.cookies }
}

/** What next-auth uses of a reply. */
class StandIn {
  location: string | null = null
  cookies: string[] = []
  status(): this {
    return this
  }
  setHeader(name: string, value: string | string[]): this {
    if (name === 'Set-Cookie') this.cookies = [value].flat()
    if (name === 'Location') this.location = String(value)
    return this
  }
  getHeader(name: string): string[] | undefined {
    return name === 'Set-Cookie' && this.cookies.length > 0 ? this.cookies : undefined
  }
  json(body: { url?: unknown }): void {
    if (typeof body.url === 'string') this.location = body.url
  }
  send(): void {}
  end(): void {}
}

function cookiesOf(header: string | null): Record<string, string> {
  const found: Record<string, string> = {}
  for (const pair of (header ?? '').split(';')) {
    const [name = '', ...value] = pair.trim().split('=')
    if (name !== '' && !Object.hasOwn(found, name)) found[name] = decoded(value.join('='))
  }
  return found
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
