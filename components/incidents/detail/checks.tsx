/** Some of a few things. */
export function Checks({
  label,
  hint,
  all,
  value,
  onChange,
}: {
  label: string
  hint?: string | undefined
  all: readonly { id: string; name: string }[]
  value: readonly string[]
  onChange: (ids: readonly string[]) => void
}) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-1 text-ui">
      <legend className="font-medium">{label}</legend>
      <div className="flex flex-wrap gap-x-4">
        {all.map(({ id, name }) => (
          <label className="flex min-h-8 cursor-pointer items-center gap-2 pointer-coarse:min-h-11" key={id}>
            <input
              checked={value.includes(id)}
              className="size-4 accent-(--accent)"
              onChange={() =>
                onChange(value.includes(id) ? value.filter((one) => one !== id) : [...value, id])
              }
              type="checkbox"
            />
            <bdi className="min-w-0 wrap-anywhere">{name}</bdi>
          </label>
        ))}
      </div>
      {hint !== undefined && <span className="text-xs text-text-3">{hint}</span>}
    </fieldset>
  )
}
