import { clsx } from 'clsx'
import { memo } from 'react'
import { AbsoluteTime } from '#components/time/time.tsx'
import { SimulatedChip } from '#components/ui/chip.tsx'
import { QuietGlyph, StatusGlyph, type StatusToken, statusText } from '#components/ui/status-glyph.tsx'
import type { AppTile } from '#lib/sessions/contract.ts'
import { CauseChips } from './cause-filter.tsx'
import { Sparkline } from './sparkline.tsx'
import { countText, healthText, type TileState, tileState, troubleText } from './tile-status.ts'

export const stateLook: Record<TileState, { token: StatusToken | null; word: string }> = {
  good: { token: 'ok', word: 'Good' },
  fair: { token: 'minor', word: 'Fair' },
  poor: { token: 'major', word: 'Poor' },
  bad: { token: 'crit', word: 'Bad' },
  unknown: { token: 'unk', word: 'No data' },
  'no-data': { token: 'unk', word: 'No data' },
  'low-volume': { token: null, word: 'Few calls' },
  idle: { token: null, word: 'Idle' },
}

/** One app of a customer. Drawn again only when its tile changes. */
export const AppRow = memo(function AppRow({ tile }: { tile: AppTile }) {
  const state = tileState(tile)
  const { token } = stateLook[state]
  return (
    <li
      className={clsx(
        'grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-2 px-3 py-2',
        token === 'unk' && 'hatched',
      )}
    >
      <span className="pt-0.5">{token ? <StatusGlyph token={token} /> : <QuietGlyph />}</span>
      <div className="min-w-0">
        <p className="truncate text-ui font-medium" title={tile.appName}>
          {tile.appName}
        </p>
        <Counts tile={tile} />
        <WorstLine tile={tile} />
      </div>
      <div className="flex flex-col items-end gap-0.5">
        <Verdict state={state} tile={tile} />
        <Sparkline trend={tile.trend} />
      </div>
      <div className="col-span-2 col-start-2">
        <CauseChips causes={tile.causes} />
      </div>
    </li>
  )
})

function Verdict({ state, tile }: { state: TileState; tile: AppTile }) {
  const { token, word } = stateLook[state]
  const quiet = token === null || token === 'ok'
  const health = state === 'no-data' ? null : healthText(tile)
  return (
    <p
      className={clsx(
        'whitespace-nowrap text-xs font-medium leading-5',
        quiet ? 'text-text-2' : statusText[token],
      )}
    >
      {word}
      {health && (
        <span className="font-normal" title="Health of the last 15 minutes, 0 to 100">
          {' · '}
          {health}
        </span>
      )}
    </p>
  )
}

function Counts({ tile }: { tile: AppTile }) {
  if (tile.silentSince !== null) {
    return (
      <p className="text-xs text-unk-fg">
        No data since <AbsoluteTime at={tile.silentSince} show="short" />
      </p>
    )
  }
  if (tile.sessions === 0) return <p className="text-xs text-text-3">No calls now</p>
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 text-xs text-text-2">
      <span>
        {countText(tile.sessions, 'call', 'calls')} · {countText(tile.participants, 'person', 'people')}
      </span>
      <SimulatedShare tile={tile} />
    </p>
  )
}

function SimulatedShare({ tile }: { tile: AppTile }) {
  if (tile.simulated === 0) return null
  return (
    <SimulatedChip text={tile.simulated >= tile.participants ? 'simulated' : `${tile.simulated} simulated`} />
  )
}

function WorstLine({ tile }: { tile: AppTile }) {
  const text = troubleText(tile)
  if (text === null) return null
  return (
    <p className="truncate text-xs text-text" title={text}>
      {text}
    </p>
  )
}
