'use client'

import { clsx } from 'clsx'
import { useTheme } from 'next-themes'
import { useId, useSyncExternalStore } from 'react'
import { MoonIcon, SunIcon, SystemIcon } from './icons.tsx'

const choices = [
  { value: 'system', label: 'System', Icon: SystemIcon },
  { value: 'light', label: 'Light', Icon: SunIcon },
  { value: 'dark', label: 'Dark', Icon: MoonIcon },
] as const
const never = () => () => {}

/** Three radio buttons that look like one control. The server does not know the choice, so none is marked there. */
export function ThemeSwitch({ withWords = false, className }: { withWords?: boolean; className?: string }) {
  const name = useId()
  const { theme, setTheme } = useTheme()
  const mounted = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  return (
    <fieldset className={clsx('flex rounded-md border border-border p-0.5', className)}>
      <legend className="sr-only">Theme</legend>
      {choices.map(({ value, label, Icon }) => (
        <label
          className="relative flex h-6 min-w-7 flex-1 cursor-pointer items-center justify-center gap-1.5 rounded px-1.5 text-xs text-text-3 has-checked:bg-raised has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-focus pointer-coarse:h-10"
          key={value}
          title={`${label} theme`}
        >
          <input
            checked={mounted && theme === value}
            className="absolute inset-0 cursor-pointer appearance-none opacity-0"
            name={name}
            onChange={() => setTheme(value)}
            type="radio"
            value={value}
          />
          <Icon />
          <span className={withWords ? '' : 'sr-only'}>{label}</span>
        </label>
      ))}
    </fieldset>
  )
}
