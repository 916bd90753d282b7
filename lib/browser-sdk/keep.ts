import type { Item } from './buffer.ts'

/** Where items outlive the page. Every method swallows refusals: without storage the memory has to do. */
export type Keeper = {
  save(items: Item[]): void
  forget(items: Item[]): void
  /** Calls back with what earlier boots of this key left, boot by boot, and forgets what is too old to matter. */
  recall(key: string, now: number, found: (items: Item[]) => void): void
}

const maxAgeMs = 24 * 3_600_000
const maxKept = 5000

/** Keeps unsent items in IndexedDB, keyed by boot and sequence number. Touched only when sending fails or ends. */
export function createKeeper(factory: IDBFactory): Keeper {
  const saved = new Set<string>()
  let opening: Promise<IDBDatabase> | undefined

  const open = () =>
    new Promise<IDBDatabase>((done, refuse) => {
      const request = factory.open('earshot-unsent', 1)
      request.onupgradeneeded = () => request.result.createObjectStore('items')
      request.onsuccess = () => done(request.result)
      request.onerror = request.onblocked = refuse
    })

  /** Committed at once: a page that is going away has no time for a second turn. */
  async function change(work: (store: IDBObjectStore) => void): Promise<void> {
    try {
      opening ??= open()
      const transaction = (await opening).transaction('items', 'readwrite')
      work(transaction.objectStore('items'))
      transaction.commit?.()
    } catch {
      // the memory has to do
    }
  }

  const nameOf = ({ head, seq }: Item) => `${head?.boot} ${seq}`

  function save(items: Item[]): void {
    const fresh = items.filter((item) => item.head && !saved.has(nameOf(item)) && saved.size < maxKept)
    for (const item of fresh) saved.add(nameOf(item))
    if (fresh[0])
      change((store) => {
        for (const item of fresh) store.put(item, nameOf(item))
      })
  }

  function forget(items: Item[]): void {
    const gone = items.map(nameOf).filter((name) => saved.delete(name))
    if (gone[0])
      change((store) => {
        for (const name of gone) store.delete(name)
      })
  }

  function recall(key: string, now: number, found: (items: Item[]) => void): void {
    change((store) => {
      const request: IDBRequest<Item[]> = store.getAll()
      request.onsuccess = () => {
        for (const item of request.result) saved.add(nameOf(item))
        forget(request.result.filter(({ t }) => t < now - maxAgeMs))
        found(request.result.filter((item) => item.head?.key === key && saved.has(nameOf(item))))
      }
    })
  }

  return { save, forget, recall }
}
