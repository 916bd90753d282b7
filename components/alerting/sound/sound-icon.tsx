/** A loudspeaker; struck through when nothing would be heard. */
export function SoundIcon({ off }: { off: boolean }) {
  return (
    <svg
      aria-hidden="true"
      className="shrink-0"
      fill="none"
      height={18}
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth={1.6}
      viewBox="0 0 20 20"
      width={18}
    >
      <path d="M3 7.8v4.4h2.8l4.2 3.3v-11L5.8 7.8z" />
      {off ? (
        <path d="m13 7.8 4.4 4.4M17.4 7.8 13 12.2" />
      ) : (
        <path d="M12.8 7.4a3.6 3.6 0 0 1 0 5.2M15 5.2a6.8 6.8 0 0 1 0 9.6" />
      )}
    </svg>
  )
}
