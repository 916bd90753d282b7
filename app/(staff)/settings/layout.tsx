import { settingsPlaces } from '#components/settings/places.ts'
import { SettingsList } from '#components/settings/settings-list.tsx'
import { can } from '#lib/access/rights.ts'
import { currentMember } from '../../require-member.ts'

/** The list beside every page of settings. It refuses nobody: each page asks for itself. */
export default async function SettingsLayout({ children }: { children: React.ReactNode }) {
  const member = await currentMember()
  if (!member || !can(member.role, 'alert:read')) return children
  const places = settingsPlaces.filter(({ permission }) => can(member.role, permission))
  return (
    <div className="flex flex-col gap-4 lg:flex-row lg:gap-8">
      <SettingsList places={places} />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  )
}
