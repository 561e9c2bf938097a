/**
 * Small drawings, all on a 16 by 16 grid in the colour of the text. They carry no meaning of their own: words beside them do.
 */
import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      aria-hidden="true"
      className="size-4 shrink-0"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth="1.6"
      viewBox="0 0 16 16"
    >
      {children}
    </svg>
  );
}

export function CheckIcon() {
  return (
    <Icon>
      <path d="m3.2 8.4 3.2 3.2 6.4-7" />
    </Icon>
  );
}

export function ArrowIcon() {
  return (
    <Icon>
      <path d="M3 8h10M9 4l4 4-4 4" />
    </Icon>
  );
}

export function IntoTerminalIcon() {
  return (
    <Icon>
      <path d="M1.8 8h7.4M6.2 4.8 9.4 8l-3.2 3.2M10.5 2.5H13a1.2 1.2 0 0 1 1.2 1.2v8.6a1.2 1.2 0 0 1-1.2 1.2h-2.5" />
    </Icon>
  );
}

export function CopyIcon() {
  return (
    <Icon>
      <rect height="8.4" rx="1.4" width="8.4" x="5.6" y="5.6" />
      <path d="M10.4 5.6V3.4A1.4 1.4 0 0 0 9 2H3.4A1.4 1.4 0 0 0 2 3.4V9a1.4 1.4 0 0 0 1.4 1.4h2.2" />
    </Icon>
  );
}

export function StartOverIcon() {
  return (
    <Icon>
      <path d="M2.6 8a5.4 5.4 0 1 0 1.7-3.9L2.6 5.7M2.6 2.4v3.3h3.3" />
    </Icon>
  );
}

export function WarningIcon() {
  return (
    <Icon>
      <path d="M8 2.2 14.4 13H1.6L8 2.2ZM8 6.4v3M8 11.2v.1" />
    </Icon>
  );
}

export function ReaderIcon() {
  return (
    <Icon>
      <path d="M2 6.2v3.6h2.6L8 12.8V3.2L4.6 6.2H2ZM10.6 5.8a3 3 0 0 1 0 4.4M12.6 3.8a6 6 0 0 1 0 8.4" />
    </Icon>
  );
}

export function AppearanceIcon() {
  return (
    <Icon>
      <circle cx="8" cy="8" r="5.6" />
      <path d="M8 2.4a5.6 5.6 0 0 1 0 11.2Z" fill="currentColor" />
    </Icon>
  );
}

export function PlusIcon() {
  return (
    <Icon>
      <path d="M8 3v10M3 8h10" />
    </Icon>
  );
}

export function CloseIcon() {
  return (
    <Icon>
      <path d="m4 4 8 8M12 4l-8 8" />
    </Icon>
  );
}

export function UpIcon() {
  return (
    <Icon>
      <path d="m3.5 10 4.5-4.5 4.5 4.5" />
    </Icon>
  );
}

export function DownIcon() {
  return (
    <Icon>
      <path d="m3.5 6 4.5 4.5L12.5 6" />
    </Icon>
  );
}

export function SplitIcon() {
  return (
    <Icon>
      <rect height="11" rx="1.4" width="12.4" x="1.8" y="2.5" />
      <path d="M8 2.5v11" />
    </Icon>
  );
}

export function MoreIcon() {
  return (
    <Icon>
      <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.4" />
    </Icon>
  );
}

export function RecordedIcon() {
  return (
    <Icon>
      <circle cx="8" cy="8" r="5.6" />
      <circle cx="8" cy="8" fill="currentColor" r="2" />
    </Icon>
  );
}

export function FolderIcon() {
  return (
    <Icon>
      <path d="M2 12.2V4a1.2 1.2 0 0 1 1.2-1.2h3L7.8 4.6h5A1.2 1.2 0 0 1 14 5.8v6.4a1.2 1.2 0 0 1-1.2 1.2H3.2A1.2 1.2 0 0 1 2 12.2Z" />
    </Icon>
  );
}
