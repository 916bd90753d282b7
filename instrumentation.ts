/** Runs once when the web process starts, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { guardInboundHeaders } = await import('./app/inbound-headers.ts')
    guardInboundHeaders()
  }
}
