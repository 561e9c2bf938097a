/**
 * Which language a file is written in, by its name.
 *
 * Knows nothing about editors.
 */

/** A language the editor colours. `plaintext` is everything else. */
export type FileLanguage =
  | 'css'
  | 'dockerfile'
  | 'dotenv'
  | 'go'
  | 'html'
  | 'ignore'
  | 'ini'
  | 'java'
  | 'javascript'
  | 'json'
  | 'markdown'
  | 'plaintext'
  | 'python'
  | 'shell'
  | 'sql'
  | 'typescript'
  | 'xml'
  | 'yaml';

/** What a person calls a language. */
export const languageTitles: Readonly<Record<FileLanguage, string>> = {
  css: 'CSS',
  dockerfile: 'Dockerfile',
  dotenv: '.env',
  go: 'Go',
  html: 'HTML',
  ignore: '.dockerignore',
  ini: 'INI',
  java: 'Java',
  javascript: 'JavaScript',
  json: 'JSON',
  markdown: 'Markdown',
  plaintext: 'Text',
  python: 'Python',
  shell: 'Shell',
  sql: 'SQL',
  typescript: 'TypeScript',
  xml: 'XML',
  yaml: 'YAML',
};

const byEnding: Readonly<Record<string, FileLanguage>> = {
  bash: 'shell',
  cfg: 'ini',
  cjs: 'javascript',
  conf: 'ini',
  css: 'css',
  dockerfile: 'dockerfile',
  env: 'dotenv',
  go: 'go',
  htm: 'html',
  html: 'html',
  ini: 'ini',
  java: 'java',
  js: 'javascript',
  json: 'json',
  jsx: 'javascript',
  md: 'markdown',
  mjs: 'javascript',
  pom: 'xml',
  properties: 'ini',
  py: 'python',
  sh: 'shell',
  sql: 'sql',
  svg: 'xml',
  toml: 'ini',
  ts: 'typescript',
  tsx: 'typescript',
  xml: 'xml',
  yaml: 'yaml',
  yml: 'yaml',
};

const shellFiles: ReadonlySet<string> = new Set(['.bash_profile', '.bashrc', '.profile']);

/** The language of a file, whatever folder it lies in. */
export function languageOfFile(path: string): FileLanguage {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  // The engine takes "<name>.dockerignore" beside a Dockerfile of another name.
  if (name.endsWith('.dockerignore') || name === '.gitignore') return 'ignore';
  if (/^(dockerfile|containerfile)(\.|$)/.test(name)) return 'dockerfile';
  if (/^\.env(\.|$)/.test(name)) return 'dotenv';
  if (shellFiles.has(name)) return 'shell';
  const ending = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : '';
  return (Object.hasOwn(byEnding, ending) ? byEnding[ending] : undefined) ?? 'plaintext';
}
