/**
 * What stories are told with: a running product, a page that fails the story when the browser complains, and a learner who
 * does what a person would do. A terminal is read as screen readers read it, not from the canvas.
 */
import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { startProduct, type Product } from './product.ts';

/** Someone at a browser. */
export class Learner {
  constructor(
    readonly page: Page,
    readonly product: Product,
  ) {}

  /** Opens a page of the product. */
  async visit(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.product.url).href);
  }

  /** Opens a lesson and waits until the shell shows its prompt. */
  async openLesson(lessonId: string): Promise<void> {
    await this.visit(`/lessons/${lessonId}`);
    await this.seesInTerminal(/\$\s*$/);
  }

  /** The card of one step. */
  step(stepId: string): Locator {
    return this.page.locator(`[data-step="${stepId}"]`);
  }

  /** Waits until a step stands as said. */
  async seesStep(stepId: string, state: 'passed' | 'hint' | 'wrong-move' | 'todo'): Promise<void> {
    await expect(this.step(stepId)).toHaveAttribute('data-state', state);
  }

  /** Clicks the command in a step's text. It goes into the terminal, but is not run. */
  async clicksCommand(stepId: string): Promise<void> {
    await this.step(stepId).locator('button:has(code)').first().click();
  }

  /** The pane of a terminal by its name; without one that of the terminal one works in. */
  pane(name?: string): Locator {
    const panes = this.page.getByRole('tabpanel');
    return name === undefined
      ? panes.and(this.page.locator('[data-current]'))
      : this.page.getByRole('tabpanel', { name });
  }

  /** Types into the terminal one works in, with Enter at the end. */
  async types(line: string): Promise<void> {
    await this.pane().getByTestId('terminal').click();
    await this.page.keyboard.type(line);
    await this.page.keyboard.press('Enter');
  }

  /** Waits until the visible part of a terminal contains a text; without a name that of the one one works in. */
  async seesInTerminal(text: string | RegExp, name?: string): Promise<void> {
    await expect.poll(async () => this.terminalText(name)).toMatch(text);
  }

  /** The visible part of a terminal, a line per row; without a name that of the one one works in. */
  async terminalText(name?: string): Promise<string> {
    const rows = await this.pane(name).locator('.xterm-accessibility-tree > div').allInnerTexts();
    return rows
      .map((row) => row.replaceAll('\u00a0', ' ').trimEnd())
      .join('\n')
      .trimEnd();
  }
}

/**
 * Complaints that are no fault of the page: headless Chromium draws WebGL in software and says so, and xterm says when the
 * machine was busy while it drew.
 */
const innocent = [
  /GPU stall due to ReadPixels/,
  /Automatic fallback to software WebGL/,
  /task queue exceeded allotted deadline/,
];

function isPreview(address: string): boolean {
  return URL.canParse(address) && new URL(address).hostname.endsWith('.preview.localhost');
}

export const test = base.extend<
  { learner: Learner; complaints: { expected: readonly RegExp[] } },
  { stage: string; product: Product }
>({
  /** Names a product of its own: stories on another stage do not see what the stories on this one left behind. */
  stage: ['', { scope: 'worker', option: true }],
  product: [
    async ({}, use) => {
      const product = await startProduct();
      await use(product);
      await product.remove();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  /** Complaints that a story provokes on purpose. */
  complaints: [{ expected: [] }, { option: true }],
  learner: async ({ page, product, complaints }, use) => {
    const unexpected: string[] = [];
    const complain = (text: string) => {
      if (![...innocent, ...complaints.expected].some((pattern) => pattern.test(text))) unexpected.push(text);
    };
    page.on('console', (message) => {
      // What a page in the preview complains about is its own affair.
      if (isPreview(message.location().url)) return;
      if (message.type() === 'error' || message.type() === 'warning') complain(message.text());
    });
    page.on('pageerror', (error) => complain(error.message));
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== 'localhost' && !isPreview(request.url()))
        complain(`a request left this machine: ${request.url()}`);
    });
    await page.addInitScript(() => {
      // Empty pages have no storage, and a page in the preview is not ours.
      if (location.protocol === 'http:' && window === window.top) localStorage.setItem('drydock.screen-reader', 'on');
    });
    await use(new Learner(page, product));
    expect(unexpected).toEqual([]);
  },
});

export { expect };
