/** The page at an address where there is nothing. */
import type { Metadata } from 'next';
import Link from 'next/link';
import { Header } from './_components/header.tsx';
import { NoticePage } from './_components/notice-page.tsx';
import { preferences } from './_server/preferences.ts';
import { translator } from './_server/translator.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator((await preferences()).language, 'errors')('not-found-title') };
}

export default async function NotFound() {
  const learner = await preferences();
  const t = translator(learner.language, 'errors');
  return (
    <>
      <Header preferences={learner} />
      <NoticePage text={t('not-found-text')} title={t('not-found-title')}>
        <Link className="primary" href="/">
          {t('catalogue')}
        </Link>
      </NoticePage>
    </>
  );
}
