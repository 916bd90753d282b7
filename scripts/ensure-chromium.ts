import { spawnSync } from 'node:child_process'
import { findChromium } from './find-chromium.ts'

/**
 * A Chromium for the journeys: the one that is there, else Playwright's own, else (root on Debian or Ubuntu) the
 * system's package. Throws with what to do when none of it works.
 */
export function ensureChromium(say: (line: string) => void): string {
  const found = findChromium()
  if (found) return found
  say('No Chromium found; installing one …')
  const ways: [string, string[]][] = [
    [process.execPath, ['node_modules/@playwright/test/cli.js', 'install', '--with-deps', 'chromium']],
    ['apt-get', ['update']],
    ['apt-get', ['install', '-y', '--no-install-recommends', 'chromium']],
  ]
  for (const [command, args] of ways) {
    spawnSync(command, args, {
      stdio: 'ignore',
      timeout: 300_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    const installed = findChromium()
    if (installed) return installed
  }
  throw new Error(
    'No Chromium could be installed. Install one (Debian, Ubuntu: sudo apt-get install chromium) or set PLAYWRIGHT_CHROMIUM_PATH.',
  )
}
