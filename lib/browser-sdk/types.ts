/** Whose call it is. All of it may come later, by `Earshot.identify`. */
export type Who = {
  session?: { id: string; name?: string; tags?: Record<string, string> }
  participant?: { id?: string; name?: string; role?: string; tags?: Record<string, string> }
  /** tags of the session, at most ten */
  tags?: Record<string, string>
}

export type Options = Who & {
  /** public key of the app, `pk_…` */
  key: string
  /** origin of the collector */
  endpoint: string
  /** version of your app */
  app?: string
  /** `hash`: names of people and sessions leave the page hashed */
  privacy?: 'names' | 'hash'
  /** which console messages to note */
  console?: 'off' | 'errors' | 'warnings'
  /** false: exceptions and console messages of the page are not noted */
  errors?: boolean
  /** false: nothing is kept in IndexedDB */
  storage?: boolean
  /** false: the join funnel starts at `Earshot.join()` or the first connection, not at `init` */
  autoJoin?: boolean
  /** says in the console what goes wrong inside the SDK */
  debug?: boolean
}

/** Who sends: what an envelope says besides its items. */
export type Head = {
  key: string
  boot: string
  app?: string
  session: { id: string; name?: string; tags?: Record<string, string> }
  participant: { id: string; name?: string; role?: string; tags?: Record<string, string> }
}
