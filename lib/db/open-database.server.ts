import { env, forgetEnv } from '../env.server.ts'
import { runningEmbeddedUrl, startEmbedded } from './embedded.server.ts'

export type OpenDatabase = {
  url: string
  /** Ours to stop; false for DATABASE_URL and for a server that another process of ours runs. */
  embedded: boolean
  stop(): Promise<void>
}

/**
 * The database of this installation: DATABASE_URL, or the embedded Postgres. Afterwards DATABASE_URL and
 * AUTH_SECRET stand in `process.env`, so that pools here and child processes find them. Scripts `attach` to the
 * server of a running Earshot; the supervisor does not, two of it on one folder are an error.
 */
export async function openDatabase({ attach = false } = {}): Promise<OpenDatabase> {
  const { DATABASE_URL, EARSHOT_DATA_DIR, EARSHOT_EMBEDDED_PORT, AUTH_SECRET } = env()
  if (DATABASE_URL) return { url: DATABASE_URL, embedded: false, stop: async () => undefined }
  const running = attach ? runningEmbeddedUrl(EARSHOT_DATA_DIR) : null
  const { url, stop } = running
    ? { url: running, stop: async () => undefined }
    : await startEmbedded({ dataDir: EARSHOT_DATA_DIR, port: EARSHOT_EMBEDDED_PORT })
  Object.assign(process.env, { DATABASE_URL: url, AUTH_SECRET })
  forgetEnv()
  return { url, embedded: !running, stop }
}
