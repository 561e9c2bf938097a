/**
 * A sentence in which what stands between backquotes is code.
 *
 * Knows nothing about who says it. What it holds is shown as text only.
 */
import { codePieces } from './lesson-markdown.ts';

export function CodeSentence({ text }: { readonly text: string }) {
  return codePieces(text).map((piece, index) =>
    piece.isCode ? (
      <code className="inline-code" key={index}>
        {piece.text}
      </code>
    ) : (
      <span key={index}>{piece.text}</span>
    ),
  );
}
