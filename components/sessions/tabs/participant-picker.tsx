/** Whose measurements a tab shows. Locked while the page is narrowed to one person. */
export function ParticipantPicker({
  label,
  people,
  value,
  locked,
  onChoose,
}: {
  label: string
  people: readonly { participantId: string; name: string }[]
  value: string
  locked: boolean
  onChoose: (participantId: string) => void
}) {
  return (
    <select
      aria-label={label}
      className="h-8 min-w-0 max-w-60 rounded-md border border-border bg-surface px-2 text-ui pointer-coarse:h-11"
      disabled={locked}
      onChange={(event) => onChoose(event.currentTarget.value)}
      value={value}
    >
      {people.map((one) => (
        <option key={one.participantId} value={one.participantId}>
          {one.name}
        </option>
      ))}
    </select>
  )
}
