import type { AlertRow, Change } from './alert-row.ts'
import type { Applied } from './signal.ts'

/** What a signal asks for: nothing, a new episode, or a change of one that is there. */
export type Decision =
  | { do: 'ignore' }
  | { do: 'open' }
  | { do: 'change'; row: AlertRow; change: Change; did: Applied['did'] }

export const ignore: Decision = { do: 'ignore' }
