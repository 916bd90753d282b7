import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const macApps = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Where a Chromium is: the one named by PLAYWRIGHT_CHROMIUM_PATH, the system's, or Playwright's own. Null: none. */
export function findChromium(): string | null {
  const named = process.env.PLAYWRIGHT_CHROMIUM_PATH
  if (named) return existsSync(named) ? named : null
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin']
  const system = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  return [...system, ...macApps, playwrightsOwn()].find((path) => path !== '' && existsSync(path)) ?? null
}

function playwrightsOwn(): string {
  try {
    return chromium.executablePath()
  } catch {
    return ''
  }
}

const isRoot = process.getuid?.() === 0

/** Arguments for a browser that holds calls: media without asking, playback without a click, nothing fetched. */
export const chromiumArgs: string[] = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
]
