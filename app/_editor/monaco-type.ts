/**
 * What Monaco is, for those who are handed it. Only a type, so that nobody loads it by naming it.
 */
import type * as monaco from 'monaco-editor/esm/vs/editor/edcore.main.js';

/** Monaco itself. */
export type Monaco = typeof monaco;
