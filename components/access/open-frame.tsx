import { Mark } from '#components/shell/icons.tsx'
import { ThemeSwitch } from '#components/shell/theme-switch.tsx'

/** The frame of pages that nobody is signed in for: one question on a quiet page. */
export function OpenFrame({
  title,
  about,
  children,
}: {
  title: string
  about: React.ReactNode
  children?: React.ReactNode
}) {
  return (
    <main className="flex min-h-dvh flex-col bg-bg px-5 py-5 sm:px-10 sm:py-8" id="main">
      <div className="flex items-center justify-between">
        <p className="flex items-center gap-2 text-base font-semibold">
          <Mark size={24} /> Earshot
        </p>
        <ThemeSwitch />
      </div>
      <div className="mx-auto flex w-full max-w-90 flex-1 flex-col justify-center py-10">
        <h1 className="text-kpi font-semibold tracking-tight">{title}</h1>
        <div className="mt-2 text-sm text-text-2">{about}</div>
        {children}
      </div>
    </main>
  )
}
