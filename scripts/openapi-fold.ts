/** What stands in the description of the API several times becomes one named schema: clients made from it get one type. */

type Json = Record<string, unknown>

const smallest = 200
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `paths` with references to `named`; `named` holds what was folded, each folded inside too. */
export function foldRepeated(paths: Json): { paths: Json; named: Json } {
  const times = new Map<string, number>()
  count(paths, times)
  const fold = new Fold(times)
  const folded = Object.fromEntries(
    Object.entries(paths).map(([path, methods]) => [path, fold.inside(methods, path)]),
  )
  return {
    paths: folded,
    named: Object.fromEntries([...fold.named].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }
}

function count(value: unknown, times: Map<string, number>): void {
  if (Array.isArray(value)) for (const one of value) count(one, times)
  if (!isObject(value)) return
  if (isSchema(value)) {
    const text = JSON.stringify(value)
    const known = times.get(text) ?? 0
    times.set(text, known + 1)
    // what is inside of something repeated is repeated with it
    if (known > 0) return
  }
  for (const one of Object.values(value)) count(one, times)
}

const isSchema = (value: Json): boolean => value.type === 'object' && isObject(value.properties)

class Fold {
  readonly named = new Map<string, unknown>()
  private readonly nameOf = new Map<string, string>()
  private readonly times: ReadonlyMap<string, number>

  constructor(times: ReadonlyMap<string, number>) {
    this.times = times
  }

  /** The value with everything folded that it holds; itself stays as it is. */
  inside(value: unknown, hint: string): unknown {
    if (Array.isArray(value)) return value.map((one) => this.of(one, hint))
    if (!isObject(value)) return value
    const owner = typeof value.operationId === 'string' ? value.operationId : hint
    const entries = Object.entries(value).map(([key, one]) => [key, this.of(one, hintOf(owner, key))])
    return Object.fromEntries(entries)
  }

  private of(value: unknown, hint: string): unknown {
    if (!isObject(value) || !isSchema(value)) return this.inside(value, hint)
    const text = JSON.stringify(value)
    if (text.length < smallest || (this.times.get(text) ?? 0) < 2) return this.inside(value, hint)
    let name = this.nameOf.get(text)
    if (name === undefined) {
      name = this.free(hint)
      this.nameOf.set(text, name)
      this.named.set(name, null)
      this.named.set(name, this.inside(value, name))
    }
    return { $ref: `#/components/schemas/${name}` }
  }

  private free(hint: string): string {
    const plain = hint.replace(/[^\w.-]/g, '')
    for (let n = 1; ; n++) {
      const name = n === 1 ? plain : `${plain}${n}`
      if (!this.named.has(name)) return name
    }
  }
}

const silent: ReadonlySet<string> = new Set([
  ...['responses', 'content', 'application/json', 'schema', 'properties', 'items', 'anyOf', 'oneOf', 'allOf'],
  ...['200', '201', '202', 'parameters', 'get', 'post', 'put', 'patch', 'delete'],
])
const hintOf = (owner: string, key: string): string =>
  silent.has(key) ? owner : owner + key.charAt(0).toUpperCase() + key.slice(1)
