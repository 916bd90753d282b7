import { type Embedded, startEmbedded } from '../db/embedded.server.ts'
import { closePools } from '../db/pools.server.ts'
import { env, forgetEnv } from '../env.server.ts'

const firstDelayMs = 500
const longestDelayMs = 15_000

/** The embedded Postgres, kept running on one port: when it dies it is started again and everything reconnects. */
export async function keepOwnDatabase(say: (line: string) => void): Promise<() => Promise<void>> {
  const { EARSHOT_DATA_DIR: dataDir, EARSHOT_EMBEDDED_PORT, AUTH_SECRET } = env()
  say('Starting the embedded Postgres …')
  let server = await startEmbedded({ dataDir, port: EARSHOT_EMBEDDED_PORT })
  let stopping = false
  let restarting: Promise<void> | null = null
  Object.assign(process.env, { AUTH_SECRET, DATABASE_URL: server.url })
  forgetEnv()

  function watch(watched: Embedded) {
    void watched.exited.then(() => {
      if (!stopping) restarting = restart(watched).finally(() => (restarting = null))
    })
  }
  async function restart(dead: Embedded) {
    say('The embedded Postgres ended; starting it again. What was acked is on disk.')
    await dead.stop().catch(() => undefined)
    for (let delayMs = firstDelayMs; !stopping; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
      try {
        server = await startEmbedded({ dataDir, port: dead.port })
        watch(server)
        return
      } catch (error) {
        say(
          `It did not start: ${error instanceof Error ? error.message : error}. Trying again in ${delayMs / 1000} s`,
        )
        await new Promise((resolve) => setTimeout(resolve, delayMs))
      }
    }
  }
  watch(server)

  return async () => {
    stopping = true
    await restarting
    await closePools()
    await server.stop()
  }
}
