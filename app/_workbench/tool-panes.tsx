'use client';
/**
 * The tools side by side, each in a frame with its name. What a tool shows lives in an element of its own that is moved into
 * its frame, so it goes on when the frames around it come and go.
 */
import { Maximize2, Minimize2, X } from 'lucide-react';
import { Fragment, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useSentences } from '#app/_lesson/lesson-context.tsx';
import type { Bench } from './bench.ts';
import { shares, type ToolName } from './layout.ts';
import { LoadedPane } from './loaded-pane.tsx';
import { PaneIcon, tools } from './panes.tsx';
import { toggleId } from './tools-bar.tsx';

type Hosts = Readonly<Record<ToolName, HTMLElement | null>>;

const panelId = (tool: ToolName) => `tool-${tool}`;

export function ToolPanes({ bench }: { readonly bench: Bench }) {
  const t = useSentences('workbench');
  const hosts = useHosts();
  const { room, layout, placed, shown, enlarged } = bench;
  const widths = shares(placed, layout.toolWidths);
  const isSeen = (tool: ToolName) => (enlarged === null ? shown.includes(tool) : tool === enlarged);
  return (
    <>
      {placed.length > 0 && (
        <Group
          className="h-full"
          defaultLayout={Object.fromEntries(placed.map((tool) => [panelId(tool), widths.get(tool) ?? 0]))}
          id="tools-row"
          onLayoutChanged={(sizes, { isUserInteraction }) => {
            if (!isUserInteraction || room !== 'several') return;
            const changed = { ...layout.toolWidths };
            for (const tool of placed) {
              const width = sizes[panelId(tool)];
              if (width !== undefined) changed[tool] = Math.min(95, Math.max(5, Math.round(width)));
            }
            bench.resize({ toolWidths: changed });
          }}
          orientation="horizontal"
        >
          {placed.map((tool, index) => (
            <Fragment key={tool}>
              {index > 0 && (
                <Separator
                  aria-label={t('tool-divider')}
                  className="bg-line outline-none focus-visible:bg-accent aria-[orientation=vertical]:w-1 data-[separator=active]:bg-accent data-[separator=hover]:bg-accent"
                  data-covered={enlarged === null && room === 'several' ? undefined : ''}
                  id={`divider-before-${tool}`}
                />
              )}
              <Panel defaultSize={`${String(widths.get(tool) ?? 0)}%`} id={panelId(tool)} minSize="20%">
                <PaneFrame bench={bench} host={hosts?.[tool] ?? null} isSeen={isSeen(tool)} tool={tool} />
              </Panel>
            </Fragment>
          ))}
        </Group>
      )}
      {hosts !== null &&
        bench.loaded.map((tool) => {
          const host = hosts[tool];
          return host === null ? null : createPortal(<LoadedPane load={tools[tool].load} />, host, tool);
        })}
    </>
  );
}

/** An element for each tool. There are none on the server. */
function useHosts(): Hosts | null {
  const [hosts, setHosts] = useState<Hosts | null>(null);
  useLayoutEffect(() => {
    const host = () => {
      const element = document.createElement('div');
      element.className = 'h-full';
      return element;
    };
    setHosts({ editor: host(), preview: host(), picture: host() });
  }, []);
  return hosts;
}

function PaneFrame({
  bench,
  tool,
  host,
  isSeen,
}: {
  readonly bench: Bench;
  readonly tool: ToolName;
  readonly host: HTMLElement | null;
  readonly isSeen: boolean;
}) {
  const t = useSentences('workbench');
  const slot = useRef<HTMLDivElement>(null);
  const isEnlarged = bench.enlarged === tool;
  const name = t(tool);
  const isLast = bench.layout.open.at(-1) === tool;
  useLayoutEffect(() => {
    if (host === null) return;
    slot.current?.append(host);
    return () => host.remove();
  }, [host]);
  return (
    // No landmark: what it shows has its own where it needs one.
    <div
      aria-label={name}
      className="flex h-full min-w-0 flex-col bg-surface -outline-offset-2"
      data-covered={isSeen ? undefined : ''}
      data-order={isLast ? 'last' : 'earlier'}
      data-pane={tool}
      id={`pane-${tool}`}
      role="group"
      tabIndex={-1}
    >
      {/* On a narrow screen the tab says the name; headings within the tool still stand below one. */}
      <h2 className="sr-only min-[900px]:hidden">{name}</h2>
      <div className="flex shrink-0 items-center gap-1 border-b border-line pr-1 pl-3 max-[899px]:hidden">
        <h2 className="flex min-w-0 grow items-center gap-1.5 text-[12.5px] font-semibold text-ink-soft">
          <PaneIcon pane={tool} />
          <span className="truncate">{name}</span>
        </h2>
        <FrameButton
          isPressed={isEnlarged}
          label={t(isEnlarged ? 'shrink' : 'enlarge', { pane: name })}
          onClick={() => bench.toggleEnlarged(tool)}
        >
          {isEnlarged ? <Minimize2 aria-hidden="true" size={14} /> : <Maximize2 aria-hidden="true" size={14} />}
        </FrameButton>
        <FrameButton
          label={t('close', { pane: name })}
          onClick={() => {
            bench.close(tool);
            document.getElementById(toggleId(tool))?.focus();
          }}
        >
          <X aria-hidden="true" size={16} />
        </FrameButton>
      </div>
      <div className="min-h-0 grow" ref={slot} />
    </div>
  );
}

function FrameButton({
  label,
  isPressed,
  onClick,
  children,
}: {
  readonly label: string;
  readonly isPressed?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button
      aria-label={label}
      aria-pressed={isPressed}
      className="flex size-8 shrink-0 items-center justify-center rounded-md text-ink-soft -outline-offset-2 hover:bg-sunken hover:text-ink pointer-coarse:size-11"
      onClick={onClick}
      title={label}
      type="button"
    >
      {children}
    </button>
  );
}
