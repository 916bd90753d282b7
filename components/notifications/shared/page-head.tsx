import Link from 'next/link'
import { buttonClass } from '#components/ui/button.tsx'

/** Title, one sentence of what the page is for, and the one thing to do there. */
export function PageHead({
  title,
  children,
  action,
}: {
  title: string
  children: React.ReactNode
  action?: { label: string; href: string } | null
}) {
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-72">
        <h1 className="text-title font-semibold">{title}</h1>
        <p className="max-w-[68ch] text-text-2 text-ui">{children}</p>
      </div>
      {action && (
        <Link className={buttonClass('primary')} href={action.href}>
          {action.label}
        </Link>
      )}
    </div>
  )
}

/** The way back from an editor, and its title. */
export function EditorHead({ title, back }: { title: string; back: { label: string; href: string } }) {
  return (
    <div>
      <Link className="inline-flex min-h-6 items-center text-text-2 text-ui hover:underline" href={back.href}>
        ← {back.label}
      </Link>
      <h1 className="text-title font-semibold">{title}</h1>
    </div>
  )
}
