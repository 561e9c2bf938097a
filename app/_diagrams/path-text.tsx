/**
 * A path as code, which breaks behind its slashes where there is little room.
 *
 * Knows nothing about files.
 */
import { Fragment } from 'react';

export function PathText({ path }: { readonly path: string }) {
  return (
    <code className="font-mono break-words">
      {path.split(/(?<=[^/]\/)/).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </code>
  );
}
