/**
 * Code that is shown as it is.
 */

export function CodeText({ code, isFramed }: { readonly code: string; readonly isFramed: boolean }) {
  return (
    <pre
      className={`overflow-x-auto bg-sunken px-4 py-3 font-mono text-[13.5px] leading-relaxed -outline-offset-2 ${isFramed ? 'rounded-lg border border-line' : ''}`}
      // A block that scrolls must be reachable by keyboard.
      tabIndex={0}
    >
      {code.replace(/\n$/, '')}
    </pre>
  );
}
