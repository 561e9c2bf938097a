/**
 * The kinds of diagrams that a lesson's text may hold, each with its shape. docs/authoring.md has an example of every kind.
 *
 * Knows nothing about how a diagram is read from Markdown or drawn.
 */
import { compareDiagramSchema, type CompareDiagram } from './diagram-compare.ts';
import { flowDiagramSchema, type FlowDiagram } from './diagram-flow.ts';
import { layersDiagramSchema, type LayersDiagram } from './diagram-layers.ts';
import { mountsDiagramSchema, type MountsDiagram } from './diagram-mounts.ts';
import { networksDiagramSchema, type NetworksDiagram } from './diagram-networks.ts';
import { writableLayerDiagramSchema, type WritableLayerDiagram } from './diagram-writable-layer.ts';

/** The shape of each kind's data. */
export const diagramSchemas = {
  layers: layersDiagramSchema,
  'writable-layer': writableLayerDiagramSchema,
  networks: networksDiagramSchema,
  mounts: mountsDiagramSchema,
  flow: flowDiagramSchema,
  compare: compareDiagramSchema,
};

/** The word behind `diagram` in the first line of its block. */
export type DiagramKind = keyof typeof diagramSchemas;

/** A diagram that follows the shape of its kind. */
export type Diagram =
  | { readonly kind: 'layers'; readonly data: LayersDiagram }
  | { readonly kind: 'writable-layer'; readonly data: WritableLayerDiagram }
  | { readonly kind: 'networks'; readonly data: NetworksDiagram }
  | { readonly kind: 'mounts'; readonly data: MountsDiagram }
  | { readonly kind: 'flow'; readonly data: FlowDiagram }
  | { readonly kind: 'compare'; readonly data: CompareDiagram };

/** In the order in which authors read about them. */
export const diagramKinds = ['layers', 'writable-layer', 'networks', 'mounts', 'flow', 'compare'] as const;

/** Whether a word is the name of a kind. */
export function isDiagramKind(word: string): word is DiagramKind {
  return Object.hasOwn(diagramSchemas, word);
}
