/**
 * A list within a diagram, freed from the looks of lists in prose.
 *
 * Knows nothing about its entries.
 */
import type { CSSProperties, ReactNode } from 'react';

export interface ListProperties {
  readonly className?: string;
  readonly style?: CSSProperties;
  readonly label?: string;
  readonly children: ReactNode;
}

/** The role is said again because browsers take it from lists without marks. */
export function List({ className = '', style, label, children }: ListProperties) {
  return (
    <ul aria-label={label} className={`list-none space-y-0 pl-0 ${className}`} role="list" style={style}>
      {children}
    </ul>
  );
}
