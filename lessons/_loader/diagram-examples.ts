/**
 * For tests: a right diagram of every kind, as an author writes it.
 *
 * Knows nothing about how diagrams are read or drawn.
 */
import type { DiagramKind } from '#lessons/_schema/diagram.ts';

export const diagramExamples: Readonly<Record<DiagramKind, string>> = {
  layers: `caption: Changing one line rebuilds it and all above it
alt: Two stacks that stand on one layer.
images:
  - name: web-ping
    note: 75 MB
    layers:
      - { id: base, instruction: FROM diamol/node, size: 60 MB, state: cached }
      - id: start
        instruction: CMD ["node", "/web/app.js"]
        note: '\`app.js\` is ours'
  - name: web-pong
    layers:
      - { id: base, instruction: FROM diamol/node, size: 60 MB }
      - { id: pong, instruction: COPY pong.js ., size: 2 KB }
frames:
  - { caption: The file was changed., states: { start: changed } }
  - { caption: Its layer is built anew., states: { start: built, pong: absent } }
`,
  'writable-layer': `caption: What a container writes stays in its own layer
alt: Two containers on one image.
image: { name: diamol/ch06-file-display, layers: [FROM diamol/base, COPY input.txt .] }
containers:
  - name: f1
    note: running
    files: [/input.txt]
    does:
      - { action: copy, path: /input.txt }
      - { action: write, path: /input.txt, note: other words }
  - { name: f2, does: [{ action: read, path: /input.txt }] }
frames:
  - { caption: f1 has a copy of its own., containers: {} }
  - { caption: f1 is gone., containers: { f1: { state: removed } } }
`,
  networks: `caption: Names are known within a network
alt: web reaches db but not old.
host: { name: My computer, ports: [{ published: 8080, to: web, port: 80 }] }
networks:
  - name: shop
    note: a bridge network
    containers:
      - { name: web, address: 172.18.0.2 }
      - { name: db, aliases: [database], note: keeps the data }
  - { name: other, containers: [{ name: old }, { name: web }] }
  - { name: nobody, containers: [] }
arrows:
  - { from: host, to: web }
  - { from: db, to: old, reach: blocked, label: no such name }
`,
  mounts: `caption: A volume outlives its container
alt: Two containers write into one volume.
containers:
  - name: todo
    note: second version
    mounts:
      - { type: volume, source: todo-data, target: /data }
      - { type: bind, source: ~/config, target: /app/config, access: ro, note: a folder of the host }
      - { type: tmpfs, target: /tmp }
  - { name: reader, mounts: [{ type: volume, source: todo-data, target: /in, access: ro }] }
`,
  flow: `caption: Build, share, run
alt: An image goes from one computer to another.
items:
  - { id: build, name: Build, note: '\`docker image build\`', group: Mine, state: done }
  - { id: tag, name: Tag, group: Mine }
  - { id: registry, name: Registry }
  - { id: run, name: Run, state: off }
arrows:
  - { from: build, to: tag }
  - { from: tag, to: registry, label: push }
  - { from: registry, to: run, label: pull }
  - { from: run, to: build, label: what was learnt }
frames:
  - { caption: First it is built., states: { build: active } }
  - { caption: Then it is pushed., states: { registry: failed } }
`,
  compare: `caption: Containers share the kernel
alt: Only the stack on the left has guest systems.
columns:
  - name: Virtual machines
    note: start in a minute
    boxes:
      - { name: Hardware }
      - { name: Hypervisor, note: shares it out }
      - { beside: [Guest 1, Guest 2], tone: accent }
  - name: Containers
    boxes:
      - { name: Hardware }
      - { name: Host system, tone: quiet }
      - { beside: [App 1, App 2] }
`,
};
