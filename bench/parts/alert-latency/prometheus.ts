import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '#lib/supervisor/ports.server.ts'

/** Prometheus and Alertmanager at one second everywhere and no group wait: the fastest their settings allow. */
export type Prometheus = { versions: string; raise(round: number): void; stop(): Promise<void> }

const alertmanagerNames = ['alertmanager', 'prometheus-alertmanager']
const has = (command: string) => spawnSync(command, ['--version']).status === 0

/** Null where they are not installed. */
export async function startPrometheus(webhookUrl: string): Promise<Prometheus | null> {
  const alertmanager = alertmanagerNames.find(has)
  if (!alertmanager || !has('prometheus')) return null
  const dir = mkdtempSync(join(tmpdir(), 'earshot-prometheus-'))
  const [port, amPort, exporterPort] = [await freePort(), await freePort(), await freePort()]
  const raised = new Set<number>()
  const exporter = createServer((_req, res) => {
    res.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' })
    res.end([...raised].map((round) => `bench_fault{round="${round}"} 1\n`).join('') || 'bench_idle 1\n')
  }).listen(exporterPort, '127.0.0.1')
  writeFileSync(join(dir, 'rules.yml'), rules)
  writeFileSync(join(dir, 'prometheus.yml'), config(amPort, exporterPort))
  writeFileSync(join(dir, 'alertmanager.yml'), receiver(webhookUrl))
  const children = [
    start(alertmanager, [
      `--config.file=${dir}/alertmanager.yml`,
      `--storage.path=${dir}/am`,
      `--web.listen-address=127.0.0.1:${amPort}`,
      '--cluster.listen-address=',
    ]),
    start('prometheus', [
      `--config.file=${dir}/prometheus.yml`,
      `--storage.tsdb.path=${dir}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
    ]),
  ]
  await answers(`http://127.0.0.1:${amPort}/-/ready`)
  await answers(`http://127.0.0.1:${port}/-/ready`)
  return {
    versions: `${versionOf('prometheus')}, ${versionOf(alertmanager)}`,
    raise: (round) => raised.add(round),
    async stop() {
      for (const child of children) child.kill('SIGKILL')
      exporter.closeAllConnections()
      exporter.close()
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const start = (command: string, args: string[]): ChildProcess => spawn(command, args, { stdio: 'ignore' })

function versionOf(command: string): string {
  const { stdout, stderr } = spawnSync(command, ['--version'], { encoding: 'utf8' })
  return (stdout || stderr).split('\n')[0]?.replace(/ \(.*/, '').replace(', version', '') ?? command
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const reply = await fetch(url).catch(() => null)
    await reply?.body?.cancel()
    if (reply?.ok) return
    await pause(100)
  }
  throw new Error(`${url} did not get ready`)
}

const rules = `groups:
  - name: bench
    interval: 1s
    rules:
      - alert: Fault
        expr: bench_fault > 0
        for: 0s
`
const config = (alertmanagerPort: number, exporterPort: number) => `global:
  scrape_interval: 1s
  scrape_timeout: 1s
  evaluation_interval: 1s
rule_files: [rules.yml]
alerting:
  alertmanagers:
    - static_configs: [{ targets: ['127.0.0.1:${alertmanagerPort}'] }]
scrape_configs:
  - job_name: bench
    static_configs: [{ targets: ['127.0.0.1:${exporterPort}'] }]
`
const receiver = (url: string) => `route:
  receiver: bench
  group_by: [round]
  group_wait: 0s
  group_interval: 1s
  repeat_interval: 1h
receivers:
  - name: bench
    webhook_configs: [{ url: '${url}', send_resolved: false }]
`
