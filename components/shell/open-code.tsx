'use client'

import { useMutation } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { ApiProblem, api } from '#components/query/api.ts'
import { buttonClass } from '#components/ui/button.tsx'
import {
  addressOfMoment,
  reportCodeReplySchema,
  reportCodeSchema,
} from '#lib/sessions/annotations/contract.ts'

/** Where an operator types the code that a user reads out: it opens that moment of that call. */
export function OpenCode({ className }: { className?: string }) {
  const router = useRouter()
  const [text, setText] = useState('')
  const problemId = useId()
  const open = useMutation({
    mutationFn: findCode,
    onSuccess: (address) => {
      setText('')
      router.push(address)
    },
  })
  const problem = open.isError ? sayWhy(open.error) : null
  return (
    <search className={clsx('relative', className)}>
      <form
        className="flex items-center gap-1"
        onSubmit={(event) => {
          event.preventDefault()
          const menu = event.currentTarget.closest<HTMLElement>('[popover]')
          open.mutate(text, { onSuccess: () => menu?.hidePopover() })
        }}
      >
        <input
          aria-describedby={problem === null ? undefined : problemId}
          aria-invalid={problem !== null}
          aria-label="Report code a user reads out"
          autoComplete="off"
          className="h-8 w-28 min-w-0 grow rounded-md border border-border bg-surface px-2 font-mono text-ui uppercase placeholder:font-sans placeholder:text-text-3 placeholder:normal-case pointer-coarse:h-11"
          maxLength={20}
          name="report-code"
          onChange={(event) => {
            setText(event.currentTarget.value)
            open.reset()
          }}
          placeholder="Report code"
          spellCheck={false}
          value={text}
        />
        <button
          className={buttonClass('bare', 'px-2')}
          disabled={open.isPending || text.trim() === ''}
          type="submit"
        >
          Open
        </button>
      </form>
      <p
        aria-live="polite"
        className={clsx(
          'mt-1 rounded-md border border-border bg-surface px-3 py-2 text-ui lg:absolute lg:top-full lg:right-0 lg:z-30 lg:w-72 lg:shadow-md',
          problem === null && 'sr-only',
        )}
        id={problemId}
      >
        {problem}
      </p>
    </search>
  )
}

/** The address that a code opens; one that several calls drew opens the page that asks which. */
async function findCode(text: string): Promise<string> {
  const code = reportCodeSchema.safeParse(text)
  if (!code.success) throw new ApiProblem(400, 'bad-request', 'no code')
  const found = await api(`/api/v1/report-codes/${code.data}`, reportCodeReplySchema)
  return found.others.length > 0 ? `/r/${found.code}` : addressOfMoment(found)
}

function sayWhy(error: Error): string {
  if (!(error instanceof ApiProblem)) return 'That did not work. Try again.'
  if (error.status === 400) return 'A code has six letters and digits, never 0, O, 1, I or L.'
  if (error.status === 404) return 'No call of the last 30 days has this code.'
  return error.message
}
