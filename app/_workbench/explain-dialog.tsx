'use client';
/**
 * A dialog in which any command can be explained, also one that no lesson has.
 */
import { ExplainField } from '#app/_explain/explain-field.tsx';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import { PageDialog } from './page-dialog.tsx';

export function ExplainDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useSentences('workbench');
  return (
    <PageDialog className="mx-auto mt-[12dvh] w-[min(44rem,calc(100vw-2rem))]" label={t('explain')} onClose={onClose}>
      <div className="max-h-[70dvh] overflow-y-auto p-6">
        <ExplainField />
      </div>
    </PageDialog>
  );
}
