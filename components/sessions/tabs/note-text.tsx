import Markdown, { type Components } from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'

/** Links leave the page without telling where from; pictures are never loaded, only named. */
const components: Components = {
  a: ({ href, children }) => (
    <a className="underline underline-offset-2" href={href} rel="noopener nofollow ugc" target="_blank">
      {children}
    </a>
  ),
  img: ({ alt }) => <span className="text-text-2">[picture: {alt || 'no description'}]</span>,
  h1: ({ children }) => <p className="font-semibold">{children}</p>,
  h2: ({ children }) => <p className="font-semibold">{children}</p>,
  h3: ({ children }) => <p className="font-semibold">{children}</p>,
  table: ({ children }) => (
    <div className="overflow-x-auto">
      <table>{children}</table>
    </div>
  ),
}

const looks =
  'min-w-0 text-ui wrap-anywhere [&_*+p]:mt-2 [&_*+ul]:mt-2 [&_*+ol]:mt-2 [&_ul]:list-disc [&_ul]:ps-5 [&_ol]:list-decimal [&_ol]:ps-5 [&_blockquote]:border-s-2 [&_blockquote]:border-border-strong [&_blockquote]:ps-3 [&_code]:font-mono [&_code]:text-xs [&_pre]:overflow-x-auto [&_pre]:rounded-md [&_pre]:bg-raised [&_pre]:p-2 [&_td]:border [&_td]:border-border [&_td]:px-2 [&_th]:border [&_th]:border-border [&_th]:px-2'

/** Markdown that a person wrote. Raw HTML in it stays text. */
export function NoteText({ body }: { body: string }) {
  return (
    <div className={looks} dir="auto">
      <Markdown components={components} rehypePlugins={[rehypeSanitize]} remarkPlugins={[remarkGfm]}>
        {body}
      </Markdown>
    </div>
  )
}
