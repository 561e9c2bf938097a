/**
 * Draws the host with its published ports at its edge, the networks inside it with their containers, and rows that say who
 * reaches whom.
 *
 * Knows nothing about real networks.
 */
import { Box, Network, Unplug } from 'lucide-react';
import { CodeSentence } from '#app/_lesson/code-sentence.tsx';
import { HOST, type NetworksDiagram } from '#lessons/_schema/diagram-networks.ts';
import { ArrowRow, LineDown } from './arrow.tsx';
import { List } from './list.tsx';
import type { DiagramWords } from './words.ts';

interface Properties {
  readonly data: NetworksDiagram;
  readonly words: DiagramWords;
}

export function NetworksPicture({ data, words }: Properties) {
  const { host, networks, arrows = [] } = data;
  const ports = host?.ports ?? [];
  const nameOf = (end: string) => (end === HOST ? (host?.name ?? words('host')) : end);
  const all = networks.flatMap(({ containers }) => containers.map(({ name }) => name));
  const picture = (
    <List className="grid gap-3 @lg:grid-flow-col @lg:auto-cols-fr">
      {networks.map((network) => (
        <NetworkBox all={all} key={network.name} network={network} words={words} />
      ))}
    </List>
  );
  return (
    <div className="space-y-4">
      {host === undefined ? (
        picture
      ) : (
        <div>
          {ports.length > 0 && (
            <List className="flex flex-wrap justify-center gap-x-6">
              {ports.map(({ published, to, port }) => (
                <li className="flex flex-col items-center" key={published}>
                  <span className="rounded-md border border-accent bg-accent-soft px-2 py-0.5 text-[13px] font-medium">
                    {words('published-port', { port: published })}
                  </span>
                  <span className="sr-only">{words('arrow')}</span>
                  <LineDown />
                  <span className="relative z-10 -mb-3 rounded-md border border-line-strong bg-surface px-2 py-0.5 font-mono text-[13px]">
                    {to}:{port}
                  </span>
                </li>
              ))}
            </List>
          )}
          <div className={`rounded-lg border-2 border-line-strong p-3 ${ports.length > 0 ? 'pt-6' : ''}`}>
            <p className="mb-2 text-[13px] font-semibold">{host.name}</p>
            {picture}
          </div>
        </div>
      )}
      {arrows.length > 0 && (
        <List label={words('who-reaches-whom')}>
          {arrows.map(({ from, to, label, reach }, index) => (
            <li key={index}>
              <ArrowRow
                from={nameOf(from)}
                isBlocked={reach === 'blocked'}
                label={label}
                to={nameOf(to)}
                words={words}
              />
            </li>
          ))}
        </List>
      )}
    </div>
  );
}

interface NetworkBoxProperties {
  readonly network: NetworksDiagram['networks'][number];
  /** Names of the containers of all networks; one that is on several stands in it as often. */
  readonly all: readonly string[];
  readonly words: DiagramWords;
}

function NetworkBox({ network, all, words }: NetworkBoxProperties) {
  const { name, note, containers } = network;
  return (
    <li className="min-w-0 rounded-lg border-2 border-accent bg-accent-soft p-2.5">
      <p className="flex items-center gap-1.5 text-[13.5px] leading-snug">
        <Network aria-hidden="true" className="text-accent" size={16} />
        <span className="sr-only">{words('network')} </span>
        <strong className="min-w-0 break-words">{name}</strong>
      </p>
      {note !== undefined && (
        <p className="text-[12.5px] leading-snug text-ink-soft">
          <CodeSentence text={note} />
        </p>
      )}
      {containers.length === 0 ? (
        <p className="mt-2 text-[12.5px] text-ink-soft">{words('no-containers')}</p>
      ) : (
        <List className="mt-2 grid grid-cols-[repeat(auto-fit,minmax(min(100%,7.5rem),1fr))] gap-2">
          {containers.map((container) => (
            <li className="min-w-0 rounded-md border border-line-strong bg-surface px-2.5 py-1.5" key={container.name}>
              <p className="flex items-center gap-1.5 text-[13.5px] leading-snug font-semibold">
                <Box aria-hidden="true" size={15} />
                <span className="sr-only">{words('container')} </span>
                <span className="min-w-0 break-words">{container.name}</span>
              </p>
              {container.aliases !== undefined && (
                <p className="text-[12.5px] leading-snug text-ink-soft">
                  {words('aliases')} <code className="font-mono">{container.aliases.join(', ')}</code>
                </p>
              )}
              {container.address !== undefined && (
                <p className="font-mono text-[12.5px] leading-snug break-words text-ink-soft">{container.address}</p>
              )}
              {container.note !== undefined && (
                <p className="text-[12.5px] leading-snug text-ink-soft">
                  <CodeSentence text={container.note} />
                </p>
              )}
              {all.filter((other) => other === container.name).length > 1 && (
                <p className="flex items-center gap-1 text-[12.5px] leading-snug text-accent-strong">
                  <Unplug aria-hidden="true" size={14} />
                  {words('on-several-networks')}
                </p>
              )}
            </li>
          ))}
        </List>
      )}
    </li>
  );
}
