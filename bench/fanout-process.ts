import { type FanoutOptions, measureFanout } from './fanout.ts'

/** The dashboards of one measurement, told over IPC, so that they can stand on a core of their own. */
process.once('message', (options: FanoutOptions) => {
  measureFanout(options).then(
    (result) => {
      process.send?.(result)
      process.disconnect?.()
    },
    (error: unknown) => {
      process.stderr.write(`fan-out: ${error instanceof Error ? error.stack : error}\n`)
      process.exit(1)
    },
  )
})
