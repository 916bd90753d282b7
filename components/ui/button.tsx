import { clsx } from 'clsx'
import type { ComponentProps } from 'react'

const looks = {
  primary: 'bg-accent text-accent-on hover:opacity-90',
  quiet: 'border border-border bg-surface text-text hover:bg-raised',
  bare: 'text-text-2 hover:bg-raised hover:text-text',
} as const

/** Look of a button, also for links that act like one. */
export function buttonClass(look: keyof typeof looks = 'quiet', className?: string): string {
  return clsx(
    'inline-flex h-8 items-center justify-center gap-1.5 whitespace-nowrap rounded-md px-3 text-ui font-medium transition-colors duration-100 disabled:opacity-50 pointer-coarse:h-11',
    looks[look],
    className,
  )
}

export function Button({
  look,
  className,
  ...rest
}: ComponentProps<'button'> & { look?: keyof typeof looks }) {
  return <button className={buttonClass(look, className)} type="button" {...rest} />
}
