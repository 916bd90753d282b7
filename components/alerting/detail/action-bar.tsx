'use client'

import { Button } from '#components/ui/button.tsx'
import type { AlertView } from '#lib/alerting/alerts/contract.ts'
import { type AskKind, useAlertActs } from '../acts/acts-context.ts'

/** What can be done now; on a phone it stays at the thumb. */
export function ActionBar({ alert }: { alert: AlertView }) {
  const { act, ask, cannot } = useAlertActs()
  const off = { disabled: cannot !== null, title: cannot ?? undefined }
  const asks = (kind: AskKind, word: string, key: string, look: 'primary' | 'quiet' = 'quiet') => (
    <Button
      {...off}
      aria-haspopup="dialog"
      aria-keyshortcuts={key}
      className={grow}
      look={look}
      onClick={(event) => ask(kind, [alert], event.currentTarget)}
    >
      {word}
    </Button>
  )
  const does = (verb: 'unacknowledge' | 'reopen' | 'unsnooze', word: string) => (
    <Button {...off} className={grow} onClick={() => act({ verb }, [alert])}>
      {word}
    </Button>
  )
  return (
    <div className="z-20 flex flex-wrap items-center gap-2 max-lg:fixed max-lg:inset-x-0 max-lg:bottom-[calc(56px+env(safe-area-inset-bottom))] max-lg:border-t max-lg:border-border max-lg:bg-surface max-lg:p-2 max-lg:md:bottom-0 max-lg:md:left-19">
      {alert.state === 'resolved' ? (
        does('reopen', 'Open again')
      ) : (
        <>
          {alert.state === 'open'
            ? asks('acknowledge', 'Acknowledge', 'a', 'primary')
            : does('unacknowledge', 'Give back')}
          {alert.snoozedUntil === null ? asks('snooze', 'Snooze', 'z') : does('unsnooze', 'Wake up')}
          {asks('assign', 'Assign', 'm')}
          {asks('resolve', 'Resolve', 'e')}
        </>
      )}
      {cannot !== null && <p className="basis-full text-xs font-medium">{cannot}</p>}
    </div>
  )
}

const grow = 'max-sm:h-11 max-sm:flex-1 max-sm:px-2'
