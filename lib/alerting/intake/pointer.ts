/** JSON pointers (RFC 6901) into foreign JSON, own properties alone. */
export function valueAt(root: unknown, pointer: string): unknown {
  if (pointer === '') return root
  let at: unknown = root
  for (const raw of pointer.slice(1).split('/')) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~')
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, step)) return undefined
    at = (at as Record<string, unknown>)[step]
  }
  return at
}

/** What stands there as text; null when nothing does. `=text` is always that text. */
export function textAt(root: unknown, place: string): string | null {
  if (place.startsWith('=')) return place.slice(1)
  if (place === '') return null
  const value = valueAt(root, place)
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

const mostPaths = 200

/** Every place of a payload that holds a text, a number or a list, with what stands there: to choose from. */
export function placesOf(root: unknown): { path: string; example: string }[] {
  const places: { path: string; example: string }[] = []
  const walk = (value: unknown, path: string, depth: number) => {
    if (places.length >= mostPaths || depth > 12) return
    if (value === null || typeof value !== 'object')
      places.push({ path, example: String(value).slice(0, 100) })
    else if (Array.isArray(value)) {
      places.push({ path, example: `a list of ${value.length}` })
      if (value.length > 0) walk(value[0], `${path}/0`, depth + 1)
    } else
      for (const [name, one] of Object.entries(value))
        walk(one, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1)
  }
  walk(root, '', 0)
  return places.filter(({ path }) => path !== '')
}
