'use client';
/** The page shown when another page could not be made. */
import { NoticePage } from './_components/notice-page.tsx';
import { useErrorSentences } from './_components/error-sentences.tsx';

export default function ErrorPage({ reset }: { readonly reset: () => void }) {
  const sentences = useErrorSentences();
  return (
    <NoticePage text={sentences['error-text']} title={sentences['error-title']}>
      <button className="primary" onClick={reset} type="button">
        {sentences.retry}
      </button>
      {/* A full load, because what failed may be the part that changes pages. */}
      <a className="secondary" href="/">
        {sentences.catalogue}
      </a>
    </NoticePage>
  );
}
