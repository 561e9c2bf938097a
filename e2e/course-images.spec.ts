/** A learner opens a lesson before its images are built. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { expect, test } from './fixtures.ts';
import type { Product } from './product.ts';

const reportSchema = z.looseObject({
  working: z.boolean(),
  images: z.array(z.looseObject({ name: z.string(), state: z.string() })),
});

function readReport({ stateDirectory }: Product): z.infer<typeof reportSchema> {
  return reportSchema.parse(JSON.parse(readFileSync(path.join(stateDirectory, 'course-images.json'), 'utf8')));
}

/** Puts the report into the state that it has while an image is built, or has been built. */
function reportImage(product: Product, name: string, state: string): void {
  const report = readReport(product);
  const images = report.images.map((image) => (image.name === name ? { ...image, state } : image));
  const next = { ...report, images, working: state !== 'served', writtenAt: new Date().toISOString() };
  const partial = path.join(product.stateDirectory, 'course-images.next');
  writeFileSync(partial, JSON.stringify(next));
  renameSync(partial, path.join(product.stateDirectory, 'course-images.json'));
}

test.use({ stage: 'course images' });

test('a lesson says which images it waits for, and starts by itself when they are there', async ({
  learner,
  product,
}) => {
  const { page } = learner;
  reportImage(product, 'diamol/base', 'building');
  await learner.visit('/lessons/ch02/first-container');
  await expect(page.getByRole('status').filter({ hasText: 'Images for this lesson: 2 of 3 ready' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'diamol/base' })).toContainText('being built');

  reportImage(product, 'diamol/base', 'failed');
  await expect(page.getByText('The other images cannot be built at the moment.')).toBeVisible();

  reportImage(product, 'diamol/base', 'served');
  await learner.seesInTerminal(/\$\s*$/);
});
