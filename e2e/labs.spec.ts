/** A learner does a lab: partial credit as goals are reached, a hint that costs, a score that stays. */
import { expect, test } from './fixtures.ts';

test.use({ stage: 'labs' });

const lessonId = 'ch01/lab';
const removeContainers = 'docker container rm -f $(docker container ls -aq)';

test('goals bring points in any order, a hint takes some away, and the catalogue keeps the score', async ({
  learner,
}) => {
  test.setTimeout(240_000);
  const { page } = learner;
  await learner.openLesson(lessonId);
  await expect(page.getByText('There are no commands to follow here')).toBeVisible();
  await expect(learner.step('no-containers').locator('[data-command]')).toHaveCount(0);

  await test.step('the sandbox is the mess that the story tells of, and nothing has passed', async () => {
    await learner.types('clear; docker container ls --all --quiet | wc --lines');
    await learner.seesInTerminal(/^6$/m);
    await expect(page.getByText('0 / 100', { exact: true })).toBeVisible();
  });

  const goal = learner.step('no-course-images');
  await test.step('a hint is in the page only after it was asked for, says its cost before, and is still there after a reload', async () => {
    expect(await page.content()).not.toContain('The list of images can be filtered');
    await goal.getByRole('button', { name: /Show a hint \(1 of 2\): costs 5 of the 100 points/ }).click();
    await goal.getByRole('button', { name: 'Not now' }).click();
    await expect(goal.getByText('Hint 1')).toHaveCount(0);
    await goal.getByRole('button', { name: /Show a hint \(1 of 2\)/ }).click();
    await goal.getByRole('button', { name: 'Show the hint' }).click();
    await expect(goal.getByText('Hint 1')).toBeVisible();
    await page.reload();
    await learner.seesInTerminal(/^6$/m);
    await expect(goal.getByText('Hint 1')).toBeVisible();
    await expect(goal.getByRole('button', { name: /Show another hint|Show a hint \(2 of 2\)/ })).toBeVisible();
  });

  await test.step('one goal of three gives its points, less the hint', async () => {
    await learner.types(removeContainers);
    await learner.seesStep('no-containers', 'passed');
    await expect(page.getByText('35 / 100', { exact: true })).toBeVisible();
  });

  await test.step('all goals give the score, and the catalogue remembers it', async () => {
    await learner.types("docker image rm -f $(docker image ls -f reference='diamol/*' -q)");
    for (const stepId of ['no-course-images', 'kept']) await learner.seesStep(stepId, 'passed');
    await expect(page.getByText('Your score is 95 of 100; hints have cost 5.')).toBeVisible();
    await learner.visit('/');
    const card = page.locator('#ch01');
    await expect(card.getByText('Score: 95 / 100')).toBeVisible();
  });
});

test('a lesson has pictures drawn from data, cards of what can only be told, and a guess before a step', async ({
  learner,
}) => {
  const { page } = learner;
  await learner.openLesson('ch01/why-containers');
  await expect(page.getByRole('figure').filter({ hasText: 'Hypervisor' })).toBeVisible();
  await expect(page.getByText('To know').first()).toBeVisible();

  await test.step('a guess is noted, and explained once the step has passed', async () => {
    await page.getByText('The same version as in the sandbox').click();
    await expect(page.getByText('A container has no kernel of its own')).toHaveCount(0);
    await learner.types('docker container run diamol/base uname -r');
    await learner.seesStep('same-kernel', 'passed');
    await expect(page.getByText('A container has no kernel of its own')).toBeVisible();
  });
});
