import type { Item } from './buffer.ts'
import type { Head } from './types.ts'

/** Where items outlive the page. Every method swallows refusals: without storage the memory has to do. */
export type Keeper = {
  save(head: Head, items: Item[]): void
  forget(boot: string, items: Item[]): void
  /** Calls back with what earlier boots of this key left, and forgets what is too old to matter. */
  recall(key: string, boot: string, now: number, found: (head: Head, items: Item[]) => void): void
}

const maxAgeMs = 24 * 3_600_000
const maxKept = 5000

/** Keeps unsent items in IndexedDB, keyed by boot and sequence number. Touched only when sending fails or ends. */
export function createKeeper(factory: IDBFactory): Keeper {
  const saved = new Set<string>()
  let failed = false
  let opening: Promise<IDBDatabase> | undefined

  const open = () =>
    (opening ??= new Promise<IDBDatabase>((done, refuse) => {
      const request = factory.open('earshot', 1)
      request.onupgradeneeded = () => {
        request.result.createObjectStore('heads')
        request.result.createObjectStore('items')
      }
      request.onsuccess = () => done(request.result)
      request.onerror = request.onblocked = () => refuse(request.error)
    }))

  function change(work: (heads: IDBObjectStore, items: IDBObjectStore) => void, isWhole = true): void {
    if (failed) return
    open()
      .then((database) => {
        const transaction = database.transaction(['heads', 'items'], 'readwrite')
        work(transaction.objectStore('heads'), transaction.objectStore('items'))
        if (isWhole) transaction.commit?.() // a page that is going away has no time for a second turn
      })
      .catch(() => {
        failed = true
      })
  }

  const nameOf = (boot: string, { seq }: Item) => `${boot} ${seq}`

  return {
    save(head, items) {
      const fresh = items.filter((item) => !saved.has(nameOf(head.boot, item)))
      if (fresh.length === 0 || saved.size > maxKept) return
      for (const item of fresh) saved.add(nameOf(head.boot, item))
      change((heads, store) => {
        heads.put(head, head.boot)
        for (const item of fresh) store.put(item, [head.boot, item.seq])
      })
    },
    forget(boot, items) {
      const gone = items.filter((item) => saved.delete(nameOf(boot, item)))
      if (gone.length > 0)
        change((_heads, store) => {
          for (const item of gone) store.delete([boot, item.seq])
        })
    },
    recall(key, ownBoot, now, found) {
      change((heads, store) => {
        heads.openCursor().onsuccess = ({ target }) => {
          const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result
          if (!cursor) return
          const head = cursor.value as Head
          if (head.key === key && head.boot !== ownBoot) take(head, store)
          cursor.continue()
        }
      }, false)

      function take(head: Head, store: IDBObjectStore): void {
        const range = IDBKeyRange.bound([head.boot], [head.boot, []])
        store.getAll(range).onsuccess = ({ target }) => {
          const items = (target as IDBRequest<Item[]>).result.filter((item) => item.t > now - maxAgeMs)
          for (const item of items) saved.add(nameOf(head.boot, item))
          if (items.length > 0) return found(head, items)
          store.delete(range)
          store.transaction.objectStore('heads').delete(head.boot)
        }
      }
    },
  }
}
