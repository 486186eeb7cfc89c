/** The eye that does not close. */
export function BrandMark({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--c-accent)" />
      <path
        d="M5 16c3-5.500 6.700-8 11-8s8 2.500 11 8c-3 5.500-6.700 8-11 8s-8-2.500-11-8z"
        fill="none"
        stroke="var(--c-on-accent)"
        strokeWidth="2.400"
      />
      <circle cx="16" cy="16" r="4" fill="var(--c-on-accent)" />
    </svg>
  )
}
