import { plain } from './text.ts'
import type { Head, Options, Who } from './types.ts'

type Tags = Record<string, string>
type Named = { id?: string; name?: string; tags?: Tags }

const cut = (text: string | undefined, max = 200) => text && plain(text, max)

/** What is said now, over what was said before; unnamed pages are known by their boot. */
export function headOf(
  { session, participant, tags }: Who,
  before: Head | undefined,
  boot: string,
  { key, app, privacy }: Options,
  hash: (text: string) => string,
): Head {
  const told = ({ id, name, tags }: Named = {}, more: object = {}) =>
    said({
      id: cut(id),
      name: name && privacy === 'hash' ? hash(name) : cut(name),
      tags: tags && cleanTags(tags),
      ...more,
    })
  const page = { id: `page-${boot}` }
  return {
    key,
    boot,
    app: cut(app, 100),
    session: { ...page, ...before?.session, ...told(session), ...told({ tags }) },
    participant: {
      ...page,
      ...before?.participant,
      ...told(participant, { role: cut(participant?.role, 40) }),
    },
  }
}

/** Only what has a value. */
const said = (values: object) => Object.fromEntries(Object.entries(values).filter(([, value]) => value))

const cleanTags = (tags: Tags) =>
  Object.fromEntries(
    Object.entries(tags)
      .slice(0, 10)
      .map(([key, value]) => [plain(key, 40), plain(value, 100)]),
  )
