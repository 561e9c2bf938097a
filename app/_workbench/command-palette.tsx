'use client';
/**
 * Everything that can be done on the page by typing a part of its name.
 */
import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { rememberPreference, themes } from '#app/_components/preference-cookies.ts';
import { chooseTheme } from '#app/_components/chosen-theme.ts';
import { useLesson, useSentences } from '#app/_lesson/lesson-context.tsx';
import type { Bench } from './bench.ts';
import { goToStep } from './checks-list.tsx';
import { isTool } from './layout.ts';
import { PageDialog } from './page-dialog.tsx';
import { PaneIcon } from './panes.tsx';
import { paneNames } from './requests.ts';
import { shownKeys } from './shortcuts.ts';

export interface CommandPaletteProperties {
  readonly bench: Bench;
  readonly onClose: () => void;
}

/** Each language in itself, and by its English name, so that whoever looks for it can find it. */
const languageNames = { ko: ['한국어', 'Korean'], en: ['English', '영어'] } as const;

export function CommandPalette({ bench, onClose }: CommandPaletteProperties) {
  const t = useSentences('workbench');
  const { steps, language, requests } = useLesson();
  const router = useRouter();
  // The dialog gives the keyboard back as it closes; what is chosen may take it elsewhere after that.
  const choosing = (action: () => void) => () => {
    onClose();
    requestAnimationFrame(() => requestAnimationFrame(action));
  };
  return (
    <PageDialog className="mx-auto mt-[12dvh] w-[min(36rem,calc(100vw-2rem))]" label={t('palette')} onClose={onClose}>
      <Command label={t('palette')} loop vimBindings={false}>
        <Command.Input
          className="h-13 w-full border-b border-line bg-transparent px-5 text-[15px] text-ink -outline-offset-2 placeholder:text-ink-soft"
          data-takes-keyboard
          placeholder={t('palette-search')}
        />
        <Command.List className="max-h-[min(26rem,60dvh)] overflow-y-auto p-2" label={t('palette')}>
          <Command.Empty className="px-3 py-6 text-center text-[14px] text-ink-soft">
            {t('palette-empty')}
          </Command.Empty>
          <Section title={t('group-panes')}>
            {paneNames.map((pane) => (
              <Entry
                icon={<PaneIcon pane={pane} />}
                id={`go ${pane}`}
                key={pane}
                keys={shownKeys(`go-${pane}`)}
                onSelect={choosing(() => bench.goTo(pane))}
                words={t(`key-go-${pane}`)}
              />
            ))}
            {bench.room !== 'column' &&
              bench.shown
                .filter(isTool)
                .map((tool) => (
                  <Entry
                    id={`close ${tool}`}
                    key={tool}
                    onSelect={choosing(() => bench.close(tool))}
                    words={t('close', { pane: t(tool) })}
                  />
                ))}
            <Entry
              id="checks"
              onSelect={choosing(() => bench.foldChecks(!bench.layout.showsChecks))}
              words={t(bench.layout.showsChecks ? 'fold' : 'unfold')}
            />
          </Section>
          <Section title={t('steps')}>
            {steps.map(({ id, title }, index) => (
              <Entry
                id={`step ${String(index + 1)} ${id}`}
                key={id}
                onSelect={choosing(() => {
                  bench.show('text');
                  requestAnimationFrame(() => goToStep(id));
                })}
                words={t('go-step', { number: index + 1, title: title[language] })}
              />
            ))}
          </Section>
          <Section title={t('group-terminals')}>
            <Entry
              id="new terminal"
              keys={shownKeys('new-terminal')}
              onSelect={choosing(() => {
                bench.goTo('terminal');
                requests.newTerminals.ask('terminal');
              })}
              words={t('key-new-terminal')}
            />
            <Entry
              id="start over"
              onSelect={choosing(() => requests.startOver.ask('question'))}
              words={t('start-over')}
            />
          </Section>
          <Section title={t('group-look')}>
            {(['ko', 'en'] as const)
              .filter((other) => other !== language)
              .map((other) => (
                <Entry
                  id={languageNames[other].join(' ')}
                  key={other}
                  onSelect={choosing(() => {
                    rememberPreference('language', other);
                    router.refresh();
                  })}
                  words={<span lang={other}>{languageNames[other][0]}</span>}
                />
              ))}
            {themes.map((theme) => (
              <Entry
                id={`colours ${theme}`}
                key={theme}
                onSelect={choosing(() => chooseTheme(theme))}
                words={t(`theme-${theme}`)}
              />
            ))}
          </Section>
          <Section title={t('group-help')}>
            <Entry
              id="explain command"
              onSelect={choosing(() => requests.dialogs.ask('explain'))}
              words={t('explain')}
            />
            <Entry
              id="keyboard shortcuts"
              keys={shownKeys('shortcuts')}
              onSelect={choosing(() => requests.dialogs.ask('shortcuts'))}
              words={t('shortcuts')}
            />
            <Entry id="catalogue lessons" onSelect={choosing(() => router.push('/'))} words={t('catalogue')} />
          </Section>
        </Command.List>
      </Command>
    </PageDialog>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Command.Group
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-[12.5px] [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-ink-soft"
      heading={title}
    >
      {children}
    </Command.Group>
  );
}

function Entry({
  id,
  words,
  icon,
  keys,
  onSelect,
}: {
  /** Found by these English words as well. */
  readonly id: string;
  readonly words: ReactNode;
  readonly icon?: ReactNode;
  readonly keys?: string;
  readonly onSelect: () => void;
}) {
  return (
    <Command.Item
      className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-lg px-3 text-[14px] data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent pointer-coarse:min-h-11"
      keywords={typeof words === 'string' ? [words] : []}
      onSelect={onSelect}
      value={id}
    >
      <span className="flex w-4 shrink-0 justify-center">{icon}</span>
      <span className="min-w-0 grow truncate">{words}</span>
      {keys !== undefined && <kbd className="shrink-0 font-mono text-[12px] text-ink-soft">{keys}</kbd>}
    </Command.Item>
  );
}
