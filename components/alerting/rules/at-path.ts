/** What stands at a dotted path (`condition.fireAt`) of plain data; undefined where there is nothing. */
export function valueAt(data: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, name) => (isRecord(part) ? part[name] : undefined), data)
}

/** The same data with another value at the path; everything else is shared, nothing is changed in place. */
export function withValueAt<T>(data: T, path: string, value: unknown): T {
  const [name = '', ...rest] = path.split('.')
  if (!isRecord(data)) return data
  const inner = rest.length === 0 ? value : withValueAt(data[name], rest.join('.'), value)
  // the caller's schema tells afterwards whether it still fits
  return { ...data, [name]: inner } as T
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
