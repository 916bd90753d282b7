import { clsx } from 'clsx'

/** A name somebody else chose: any script, any length, never spilling into its neighbours. */
export function PersonName({ name, className }: { name: string; className?: string }) {
  return (
    <bdi className={clsx('min-w-0 truncate', className)} dir="auto" title={name}>
      {name}
    </bdi>
  )
}
