/**
 * Monaco with the parts and languages the editor uses, all served by ourselves. Importing it takes a megabyte: only what is
 * loaded with the editor may do so.
 *
 * Knows nothing about files or React.
 */
import * as monaco from 'monaco-editor/esm/vs/editor/edcore.main.js';
import 'monaco-editor/esm/vs/basic-languages/css/css.contribution.js';
import 'monaco-editor/esm/vs/basic-languages/dockerfile/dockerfile.contribution.js';
import 'monaco-editor/esm/vs/basic-languages/go/go.contribution.js';
import 'monaco-editor/esm/vs/basic-languages/html/html.contribution.js';
import 'monaco-editor/esm/vs/basic-languages/ini/ini.contribution.js';
import 'monaco-editor/esm/vs/basic-languages/java/java.contribution.js';
import 'monaco-editor/esm/vs/basic-languages/javascript/javascript.contribution.js';
import 'monaco-editor/esm/vs/basic-languages/markdown/markdown.contribution.js';
import 'monaco-editor/esm/vs/basic-languages/python/python.contribution.js';
import 'monaco-editor/esm/vs/basic-languages/shell/shell.contribution.js';
import 'monaco-editor/esm/vs/basic-languages/sql/sql.contribution.js';
import 'monaco-editor/esm/vs/basic-languages/typescript/typescript.contribution.js';
import 'monaco-editor/esm/vs/basic-languages/xml/xml.contribution.js';
import 'monaco-editor/esm/vs/basic-languages/yaml/yaml.contribution.js';
import 'monaco-editor/esm/vs/language/json/monaco.contribution.js';
import { configureMonacoYaml } from 'monaco-yaml';
import type { Language } from '#protocol/localized.ts';
import composeSpecification from './compose-spec.json';
import { addDockerfileLanguage } from './dockerfile-language.ts';
import { defineEditorThemes } from './editor-themes.ts';
import type { Monaco } from './monaco-type.ts';
import { addIgnoreAndDotenv } from './small-languages.ts';

/** Names under which Compose looks for its file, and those of the files that are put over it. */
const COMPOSE_FILES = ['**/compose.yaml', '**/compose.yml', '**/compose.*.y*ml', '**/docker-compose*.y*ml'];

let isReady = false;

/** Monaco, ready to be used; languages explain themselves in the learner's language where they can. */
export function readyMonaco(language: Language): Monaco {
  if (isReady) return monaco;
  isReady = true;
  window.MonacoEnvironment = {
    // Each address stands here as it is because the bundler has to find it.
    getWorker(_moduleId, label) {
      if (label === 'yaml') return new Worker(new URL('./yaml.worker.ts', import.meta.url), { type: 'module' });
      if (label === 'json') return new Worker(new URL('./json.worker.ts', import.meta.url), { type: 'module' });
      return new Worker(new URL('./editor.worker.ts', import.meta.url), { type: 'module' });
    },
  };
  defineEditorThemes(monaco);
  addIgnoreAndDotenv(monaco);
  addDockerfileLanguage(monaco, language);
  configureMonacoYaml(monaco, {
    enableSchemaRequest: false,
    schemas: [{ fileMatch: COMPOSE_FILES, schema: composeSpecification, uri: 'inmemory://drydock/compose-spec.json' }],
  });
  return monaco;
}
