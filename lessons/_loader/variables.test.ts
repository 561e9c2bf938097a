import { describe, expect, it } from 'vitest';
import { fillVariables, variableNames, variablesOf } from './variables.ts';

const lesson = { id: 'ch03/build', variables: { colour: ['red', 'green', 'blue'] } };

describe('the variables of a learner', () => {
  it('are always the same for one learner and differ among many', () => {
    expect(variablesOf(lesson, 'anna')).toEqual(variablesOf(lesson, 'anna'));
    const colours = new Set(Array.from({ length: 40 }, (_, index) => variablesOf(lesson, String(index))['colour']));
    expect(colours).toEqual(new Set(lesson.variables.colour));
  });

  it('hold a word for names of the learner’s own, the same in every lesson', () => {
    const { learner } = variablesOf(lesson, 'anna');
    expect(learner).toMatch(/^learner[0-9a-f]{4}$/);
    expect(variablesOf({ id: 'ch04/other', variables: {} }, 'anna')).toEqual({ learner });
  });
});

describe('a text', () => {
  it('has its placeholders filled, and those without a value left as they are', () => {
    expect(fillVariables('{{ a }}/{{b}} {{toString}} {a}', { a: '1', b: '2' })).toBe('1/2 {{toString}} {a}');
  });

  it('keeps the templates of Docker’s own', () => {
    const command = "docker inspect --format '{{range .Mounts}}{{.Name}}{{else}}none{{end}}' {{learner}}";
    expect(variableNames(command)).toEqual(['learner']);
    expect(fillVariables(command, { learner: 'anna', end: 'x', else: 'y' })).toBe(
      command.replace('{{learner}}', 'anna'),
    );
  });

  it('tells the names of its placeholders', () => {
    expect(variableNames('docker tag x {{learner}}/{{ colour }}')).toEqual(['learner', 'colour']);
  });
});
