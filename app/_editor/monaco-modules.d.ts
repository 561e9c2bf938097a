/** The parts of Monaco that are imported by themselves come without types. */

declare module 'monaco-editor/esm/vs/editor/edcore.main.js' {
  export * from 'monaco-editor';
}

declare module 'monaco-editor/esm/vs/editor/editor.worker.js';
declare module 'monaco-editor/esm/vs/language/json/json.worker.js';
declare module 'monaco-yaml/yaml.worker.js';
declare module 'monaco-editor/esm/vs/basic-languages/*';
