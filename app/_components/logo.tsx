/** Drydock's own sign: a dock with containers standing in it. */
export function Logo() {
  return (
    <svg aria-hidden="true" className="size-6 shrink-0" fill="none" viewBox="0 0 24 24">
      <path
        d="M2.5 6v10.2A3.8 3.8 0 0 0 6.3 20h11.4a3.8 3.8 0 0 0 3.8-3.8V6"
        stroke="var(--accent)"
        strokeLinecap="round"
        strokeWidth="2.2"
      />
      <rect fill="var(--ink)" height="4.6" rx="1" width="4.6" x="6.4" y="11.6" />
      <rect fill="var(--ink)" height="4.6" rx="1" width="4.6" x="13" y="11.6" />
      <rect fill="var(--accent)" height="4.6" rx="1" width="4.6" x="9.7" y="5.2" />
    </svg>
  );
}
