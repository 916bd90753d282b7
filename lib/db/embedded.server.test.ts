import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EmbeddedUnavailable, runningEmbeddedUrl, startEmbedded } from './embedded.server.ts'
import { markOf } from './process-lock.server.ts'

let dataDir: string
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'earshot-test-'))
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const start = () => startEmbedded({ dataDir, port: 0, durable: false })

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<T>(sql).finally(() => client.end())
  return rows
}

const postmasterPid = () =>
  Number.parseInt(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8'), 10)

/** Another process that starts the server on our folder, says its URL, and then hangs on. */
async function startElsewhere(): Promise<{ child: ChildProcess; url: string }> {
  const module = new URL('./embedded.server.ts', import.meta.url).href
  const script = `import { startEmbedded } from '${module}'
    const { url } = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, port: 0 })
    console.log(url); setInterval(() => {}, 1e6)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [chunk] = await once(child.stdout ?? child, 'data')
  return { child, url: String(chunk).trim() }
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

describe('the embedded Postgres', () => {
  test('keeps its data over a restart', async () => {
    const first = await start()
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS n')
    await first.stop()
    const second = await start()
    expect(await ask(second.url, 'SELECT n FROM kept')).toEqual([{ n: 42 }])
    await second.stop()
  })

  test('gives an ordinary role that may make roles and databases but is no superuser', async () => {
    const { url, stop } = await start()
    expect(
      await ask(
        url,
        'SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user',
      ),
    ).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: true, rolcreatedb: true }])
    await stop()
  })

  test('keeps its password to its owner and is reached from this machine alone, with it', async () => {
    const { url, stop } = await start()
    for (const file of ['postgres-password', 'postgres-url'])
      expect(statSync(join(dataDir, file)).mode & 0o077).toBe(0)
    const wrong = new URL(url)
    wrong.password = 'guess'
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow(/password/)
    expect(await ask(url, `SELECT current_setting('listen_addresses') AS at`)).toEqual([{ at: '127.0.0.1' }])
    await stop()
  })

  test('is not started twice on one folder: the second is told who is there', async () => {
    const { stop } = await start()
    await expect(start()).rejects.toThrow(EmbeddedUnavailable)
    await expect(start()).rejects.toThrow(`process ${process.pid}`)
    await stop()
    await (await start()).stop()
  })

  test('can be found by scripts while it runs, and not afterwards', async () => {
    expect(runningEmbeddedUrl(dataDir)).toBeNull()
    const { url, stop } = await start()
    expect(runningEmbeddedUrl(dataDir)).toBe(url)
    await stop()
    expect(runningEmbeddedUrl(dataDir)).toBeNull()
  })

  test('stops once, however often it is told to', async () => {
    const { stop } = await start()
    await Promise.all([stop(), stop()])
    await stop()
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false)
  })

  test('a port that is taken is named', async () => {
    const other = createServer()
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    const address = other.address()
    const port = address && typeof address === 'object' ? address.port : 0
    await expect(startEmbedded({ dataDir, port, durable: false })).rejects.toThrow(`port ${port}`)
    other.close()
  })
})

describe('after a crash', () => {
  test('a server that outlived its killed parent is stopped, and every commit is there', async () => {
    const { child, url } = await startElsewhere()
    await ask(url, 'CREATE TABLE outlived AS SELECT 42 AS n')
    await kill(child)
    const orphan = postmasterPid()
    expect(markOf(orphan)).not.toBeNull()
    expect(runningEmbeddedUrl(dataDir)).toBeNull()
    const again = await start()
    expect(markOf(orphan)).toBeNull()
    expect(await ask(again.url, 'SELECT n FROM outlived')).toEqual([{ n: 42 }])
    await again.stop()
  })

  test('parent and server killed together are recovered from', async () => {
    const { child, url } = await startElsewhere()
    await ask(url, 'CREATE TABLE recovered AS SELECT 42 AS n')
    process.kill(postmasterPid(), 'SIGKILL')
    await kill(child)
    const again = await start()
    expect(await ask(again.url, 'SELECT n FROM recovered')).toEqual([{ n: 42 }])
    await again.stop()
  })

  test('a server killed under its parent is told of, and starts again on the same port with every commit', async () => {
    const first = await startEmbedded({ dataDir, port: 0 })
    await ask(first.url, 'CREATE TABLE survived AS SELECT 42 AS n')
    process.kill(postmasterPid(), 'SIGKILL')
    await first.exited
    await first.stop()
    const again = await startEmbedded({ dataDir, port: first.port })
    expect(again.url).toBe(first.url)
    expect(await ask(again.url, 'SELECT n FROM survived')).toEqual([{ n: 42 }])
    await again.stop()
  })

  test('a pid file whose number now belongs to somebody else is no obstacle, and that process is left alone', async () => {
    await (await start()).stop()
    const bystander = spawn('sleep', ['1000'], { stdio: 'ignore' })
    writeFileSync(join(dataDir, 'postgres/postmaster.pid'), `${bystander.pid}\n${dataDir}/postgres\n`)
    const again = await start()
    expect(markOf(bystander.pid ?? 0)).not.toBeNull()
    await again.stop()
    bystander.kill()
  })

  test('an initialisation that was cut short is done anew', async () => {
    rmSync(join(dataDir, 'postgres/earshot-ready'))
    const { url, stop } = await start()
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await stop()
  })

  test('a lock left by a process that is gone is taken over', async () => {
    writeFileSync(join(dataDir, 'postgres.lock'), '999999999 1')
    await (await start()).stop()
    expect(readdirSync(dataDir).filter((name) => name.startsWith('postgres.lock'))).toEqual([])
  })
})

describe.runIf(process.getuid?.() === 0)('as root', () => {
  test('a folder that the Postgres user may not enter is named, with the ways out', async () => {
    const closed = join(dataDir, 'closed')
    mkdirSync(join(closed, 'home'), { recursive: true })
    const { chmodSync } = await import('node:fs')
    chmodSync(closed, 0o700)
    const starting = startEmbedded({ dataDir: join(closed, 'home/.earshot'), port: 0, durable: false })
    await expect(starting).rejects.toThrow(`may not enter ${closed}`)
  })
})
