/** What one end said of its media sections, kept only to join tracks and to notice ICE restarts; never handed on. */
export type Descriptions = {
  note(side: 'local' | 'remote', sdp: unknown): void
  /** the id under which a media section announces its track */
  announcedId(mid: unknown, isInbound: boolean): string | undefined
  /** the local ICE user name, whose change is a restart */
  iceUser(): string | undefined
}

const maxSdp = 500_000

export function createDescriptions(): Descriptions {
  const sections: Record<'local' | 'remote', string[]> = { local: [], remote: [] }

  /** A section equal to the one before may be written as its bare first letters. */
  function note(side: 'local' | 'remote', sdp: unknown): void {
    if (typeof sdp !== 'string' || sdp === '' || sdp.length > maxSdp) return
    const before = sections[side]
    sections[side] = sdp
      .split(/\r?\n(?=m=)/)
      .map((section) => section.trim())
      .map((section, i) => (section === (i === 0 ? 'v=' : 'm=') ? (before[i] ?? section) : section))
  }

  function announcedId(mid: unknown, isInbound: boolean): string | undefined {
    const marker = `a=mid:${mid}`
    const section = sections[isInbound ? 'remote' : 'local'].find((one) =>
      one.split(/\r?\n/).some((line) => line === marker),
    )
    return /a=msid:\S+ (\S+)/.exec(section ?? '')?.[1]
  }

  return {
    note,
    announcedId,
    iceUser: () => /a=ice-ufrag:(\S+)/.exec(sections.local.join('\n'))?.[1],
  }
}
