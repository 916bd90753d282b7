import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { minify } from '@swc/core'
import { build } from 'esbuild'

/** Property names that never leave the SDK, so they may be shortened. Nothing of the wire, of storage or of a browser. */
const innerNames = `
  emit guard onStop later cancel means uuid beacon gzip
  isSampled iceUser transports announcedId number pc
  isBusy setPeriod follow look closed keep index metas found say field isTime byId
  trackNumbers said numberOf sourceOf captured forget
  attempt changed left opened sawMedia stats drop save failures start config hash
  maxBytes maxItems maxReportAgeMs waitMs retryAfterS reply
  onNext keeper setHead adopt recall flush flushByBeacon
`
  .trim()
  .split(/\s+/)

const root = fileURLToPath(new URL('..', import.meta.url))

/** The SDK as browsers load it: a script with the global `Earshot`, or a module. */
export async function bundleSdk(): Promise<{ script: string; module: string; gzipBytes: number }> {
  const [script, module] = await Promise.all([bundle('iife'), bundle('esm')])
  return { script, module, gzipBytes: gzipSync(script, { level: 9 }).length }
}

async function bundle(format: 'iife' | 'esm'): Promise<string> {
  const { version } = JSON.parse(await readFile(`${root}package.json`, 'utf8')) as { version: string }
  const result = await build({
    entryPoints: [`${root}lib/browser-sdk/${format === 'iife' ? 'script' : 'index'}.ts`],
    bundle: true,
    write: false,
    minify: true,
    format,
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    mangleProps: new RegExp(`^(${innerNames.join('|')})$`),
    define: { EARSHOT_VERSION: JSON.stringify(version) },
  })
  return squeeze(result.outputFiles[0]?.text ?? '', format === 'esm')
}

/** A second minifier takes another twentieth off. */
async function squeeze(code: string, isModule: boolean): Promise<string> {
  const options = {
    compress: { passes: 3, keep_fargs: false },
    mangle: { toplevel: true },
    ecma: 2022,
  } as const
  return (await minify(code, { ...options, module: isModule })).code.replace(wordLists, asOneText)
}

/** Long lists of plain words: `["a","b"]` is `"a b".split(" ")`, which is shorter. */
const wordLists = /\["[\w-]+"(?:,"[\w-]+"){7,}\]/g
const asOneText = (list: string) => `"${list.replace(/[[\]"]/g, '').replaceAll(',', ' ')}".split(" ")`

/** Writes `public/sdk/v1.{js,mjs,d.ts}`, which the collector serves. */
export async function writeSdk(): Promise<{ gzipBytes: number }> {
  const { script, module, gzipBytes } = await bundleSdk()
  const folder = `${root}public/sdk`
  await mkdir(folder, { recursive: true })
  const types = await readFile(`${root}lib/browser-sdk/public-types.d.ts`, 'utf8')
  await Promise.all([
    writeFile(`${folder}/v1.js`, script),
    writeFile(`${folder}/v1.mjs`, module),
    writeFile(`${folder}/v1.d.ts`, types),
  ])
  return { gzipBytes }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { gzipBytes } = await writeSdk()
  console.log(`public/sdk/v1.js: ${gzipBytes} bytes gzip`)
}
