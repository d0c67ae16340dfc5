/** The mark: a mooring that holds at three points. */
export function Mark(props: { size?: number }) {
  const size = props.size ?? 20
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden="true"
      style={{ color: 'var(--brand)', flex: 'none' }}
    >
      <path
        d="M12 2v9M12 11c0 4-3 4-5 6s-2 4-4 5M12 11c0 4 3 4 5 6s2 4 4 5M12 11v11"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.2"
        strokeLinecap="round"
      />
      <circle cx="12" cy="4" r="2.6" fill="currentColor" />
    </svg>
  )
}
