/** The ring of the dashboard, a quarter of it spent. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <circle
        cx="12"
        cy="12"
        r="8.5"
        fill="none"
        strokeWidth="6"
        stroke="var(--accent)"
        opacity="0.28"
      />
      <path d="M12 3.5a8.5 8.5 0 1 1-8.5 8.5" fill="none" strokeWidth="6" stroke="var(--accent)" />
    </svg>
  );
}
