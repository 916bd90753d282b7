import { type NextRequest, NextResponse } from 'next/server'
import { contentPolicy } from './app/content-policy.ts'

/**
 * Gives every page a content policy with a fresh nonce. It decides nothing else: who may see a page is asked where
 * the page reads its data, so walking round this file shows nobody anything.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID())
  const policy = contentPolicy({
    nonce,
    engineUrl: process.env.EARSHOT_ENGINE_URL || `http://localhost:${process.env.ENGINE_PORT || 3001}`,
    publicUrl: process.env.EARSHOT_URL || '',
    development: process.env.NODE_ENV === 'development',
  })
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('Content-Security-Policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  return response
}

/** Pages only: not the API (which has a policy of its own), not the SDK, not built files. */
export const config = {
  matcher: ['/((?!api/|sdk/|_next/static/|favicon.ico).*)'],
}
