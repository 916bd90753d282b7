/** First thing the Tab key meets: past the chrome, to the page. */
export function SkipLink() {
  return (
    <a
      className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-ui font-medium text-accent-on focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      href="#main"
    >
      Skip to the page
    </a>
  )
}
