'use client';
/**
 * A command in the text. A click puts it into the terminal or runs it there, as the learner chose; it can be copied, and
 * explained part by part before it is run.
 */
import { useId, useState, type ReactNode } from 'react';
import { ChevronDown, CircleQuestionMark, CornerDownLeft, LogIn } from 'lucide-react';
import { useCopying } from '#app/_components/copying.ts';
import { chooseClick, useClickChoice } from '#app/_explain/click-choice.ts';
import { CommandExplanation } from '#app/_explain/command-explanation.tsx';
import { PopupMenu } from '#app/_terminal-panel/popup-menu.tsx';
import { useLesson, useSentences } from './lesson-context.tsx';

const ICON_PIXELS = 16;

export function CommandLine({ command }: { readonly command: string }) {
  const lessonSentences = useSentences('lesson');
  const t = useSentences('explanations');
  const { insertCommand, runCommand } = useLesson();
  const choice = useClickChoice();
  const [isExplained, setIsExplained] = useState(false);
  const id = useId();
  return (
    <div className="@container overflow-hidden rounded-lg border border-line bg-terminal transition-colors focus-within:border-accent hover:border-accent">
      <div className="flex max-w-full flex-wrap justify-end @md:flex-nowrap">
        <button
          data-command
          className="group flex min-w-0 grow basis-full items-center gap-3 px-3.5 py-2.5 text-left -outline-offset-2 @md:basis-auto"
          onClick={() => (choice === 'run' ? runCommand(command) : insertCommand(command))}
          title={choice === 'run' ? t('run-title') : lessonSentences('run-title')}
          type="button"
        >
          <span aria-hidden="true" className="font-mono text-[13.5px] text-ink-soft select-none">
            $
          </span>
          <code className="min-w-0 grow font-mono text-[13.5px] leading-relaxed break-words">{command}</code>
          <span aria-hidden="true" className="text-ink-soft transition-colors group-hover:text-accent">
            {choice === 'run' ? <CornerDownLeft size={ICON_PIXELS} /> : <LogIn aria-hidden="true" size={16} />}
          </span>
        </button>
        <SideButton
          controls={isExplained ? id : undefined}
          isPressed={isExplained}
          label={t(isExplained ? 'hide' : 'explain')}
          onClick={() => setIsExplained(!isExplained)}
        >
          <CircleQuestionMark aria-hidden="true" size={ICON_PIXELS} />
        </SideButton>
        <CopyButton command={command} />
        <ChoiceButton />
      </div>
      {isExplained && (
        <div className="appears border-t border-line bg-surface px-3.5 py-3" id={id}>
          <CommandExplanation command={command} />
        </div>
      )}
    </div>
  );
}

function SideButton({
  label,
  onClick,
  children,
  isPressed,
  controls,
  opensMenu = false,
}: {
  readonly label: string;
  readonly onClick: (button: HTMLButtonElement) => void;
  readonly children: ReactNode;
  /** Given when the button shows and hides something. */
  readonly isPressed?: boolean;
  readonly controls?: string | undefined;
  readonly opensMenu?: boolean;
}) {
  return (
    <button
      aria-controls={controls}
      aria-expanded={isPressed}
      aria-haspopup={opensMenu ? 'menu' : undefined}
      aria-label={label}
      className={`flex min-h-9 w-9 shrink-0 items-center justify-center -outline-offset-2 transition-colors hover:bg-sunken hover:text-ink aria-expanded:bg-accent-soft pointer-coarse:min-h-11 pointer-coarse:w-11 @md:border-l @md:border-line ${
        isPressed === true ? 'bg-accent-soft text-accent' : 'text-ink-soft'
      }`}
      onClick={({ currentTarget }) => onClick(currentTarget)}
      title={label}
      type="button"
    >
      {children}
    </button>
  );
}

/** Asks what a click on a command does. */
function ChoiceButton() {
  const t = useSentences('explanations');
  const choice = useClickChoice();
  const [place, setPlace] = useState<{ readonly x: number; readonly y: number } | null>(null);
  return (
    <>
      <SideButton
        label={t('click-choice')}
        onClick={(button) => {
          const { left, bottom } = button.getBoundingClientRect();
          setPlace({ x: left, y: bottom });
        }}
        opensMenu
      >
        <ChevronDown aria-hidden="true" size={ICON_PIXELS} />
      </SideButton>
      {place !== null && (
        <PopupMenu
          entries={[
            { label: t('click-inserts'), isOn: choice === 'insert', choose: () => chooseClick('insert') },
            { label: t('click-runs'), isOn: choice === 'run', choose: () => chooseClick('run') },
          ]}
          label={t('click-choice')}
          onClose={() => setPlace(null)}
          place={place}
        />
      )}
    </>
  );
}

function CopyButton({ command }: { readonly command: string }) {
  const t = useSentences('lesson');
  const { result, Icon, copy } = useCopying(command);
  return (
    <SideButton label={t(result ?? 'copy')} onClick={copy}>
      <Icon aria-hidden="true" size={ICON_PIXELS} />
    </SideButton>
  );
}
