import { env } from '#lib/env.server.ts'

const patienceMs = 1_000
const rememberMs = 5_000
let remembered: { answer: Promise<boolean>; until: number } | null = null

/** Whether the engine says that it takes telemetry. Without that, an app that sends nothing is not "idle". */
export function engineListens(now = Date.now()): Promise<boolean> {
  if (!remembered || now >= remembered.until) remembered = { answer: ask(), until: now + rememberMs }
  return remembered.answer
}

async function ask(): Promise<boolean> {
  try {
    const reply = await fetch(`${env().EARSHOT_ENGINE_URL}/readyz`, {
      signal: AbortSignal.timeout(patienceMs),
      redirect: 'error',
    })
    return reply.ok
  } catch {
    return false
  }
}
