// Reads pipeline.json of a repository and says what is wrong with it; README.md describes the format.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The environment and the stages of the pipeline in a folder. */
export async function readPipeline(folder) {
  const text = await readFile(join(folder, 'pipeline.json'), 'utf8').catch(() => {
    throw new Error('The repository has no file pipeline.json in its top folder.');
  });
  let source;
  try {
    source = JSON.parse(text);
  } catch (error) {
    throw new Error(`pipeline.json is not valid JSON: ${error.message}`);
  }
  if (!Array.isArray(source?.stages) || source.stages.length === 0) {
    throw new Error('pipeline.json needs "stages", a list with at least one stage.');
  }
  return { environment: environmentFrom(source.environment ?? {}), stages: source.stages.map(stageFrom) };
}

function environmentFrom(source) {
  return Object.fromEntries(Object.entries(source).map(([name, value]) => [name, String(value)]));
}

function stageFrom(source, index) {
  const name = source?.name;
  if (typeof name !== 'string' || name === '') throw new Error(`pipeline.json: stage ${index + 1} needs a "name".`);
  const commands = typeof source.commands === 'string' ? [source.commands] : source.commands;
  if (!Array.isArray(commands) || commands.some((command) => typeof command !== 'string')) {
    throw new Error(`pipeline.json: stage "${name}" needs "commands", a list of shell commands.`);
  }
  return { name, commands, approval: source.approval === true };
}
