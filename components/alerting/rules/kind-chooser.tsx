import { type StartingPoint, startingPoints } from './starting-points.ts'

/** What one wants to hear of, in plain words: the first question of a new rule. */
export function KindChooser({ onChoose }: { onChoose: (point: StartingPoint) => void }) {
  return (
    <ul className="grid gap-2 sm:grid-cols-2 xl:grid-cols-3">
      {startingPoints.map((point) => (
        <li key={point.kind}>
          <button
            className="flex h-full w-full flex-col gap-1 rounded-lg border border-border bg-surface p-4 text-left hover:bg-raised"
            onClick={() => onChoose(point)}
            type="button"
          >
            <span className="text-sm font-semibold">{point.title}</span>
            <span className="text-ui text-text-2">{point.about}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
