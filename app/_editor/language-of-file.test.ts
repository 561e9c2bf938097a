import { expect, it } from 'vitest';
import { languageOfFile } from './language-of-file.ts';

it.each([
  ['app/Dockerfile', 'dockerfile'],
  ['Dockerfile.dev', 'dockerfile'],
  ['web.dockerfile', 'dockerfile'],
  ['Dockerfile.dockerignore', 'ignore'],
  ['.dockerignore', 'ignore'],
  ['.env', 'dotenv'],
  ['.env.production', 'dotenv'],
  ['prod.env', 'dotenv'],
  ['compose.yaml', 'yaml'],
  ['docker-compose.override.yml', 'yaml'],
  ['src/Main.java', 'java'],
  ['src/index.ts', 'typescript'],
  ['application.properties', 'ini'],
  ['.bashrc', 'shell'],
  ['entrypoint.sh', 'shell'],
  ['README', 'plaintext'],
  ['folder.go/README', 'plaintext'],
  ['weird.constructor', 'plaintext'],
])('%s is written in %s', (path, language) => {
  expect(languageOfFile(path)).toBe(language);
});
