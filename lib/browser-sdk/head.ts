import { plain } from './text.ts'
import type { Head, Options, Who } from './types.ts'

type Tags = Record<string, string>
type Named = { id?: string; name?: string; tags?: Tags }

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
      id: id && plain(id, 200),
      name: name && (privacy === 'hash' ? hash(name) : plain(name, 200)),
      tags: tags && cleanTags(tags),
      ...more,
    })
  const page = { id: `page-${boot}` }
  return {
    key,
    boot,
    app: app && plain(app, 100),
    session: { ...page, ...before?.session, ...told(session), ...told({ tags }) },
    participant: {
      ...page,
      ...before?.participant,
      ...told(participant, { role: participant?.role && plain(participant.role, 40) }),
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
