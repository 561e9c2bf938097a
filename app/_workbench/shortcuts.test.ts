import { describe, expect, it } from 'vitest';
import { messages } from '#app/_messages/messages.ts';
import { ariaKeys, keyCaps, pageShortcuts, pressedShortcut, shortcuts, shownKeys, type Keys } from './shortcuts.ts';

function press(keys: Keys, metaKey = false) {
  const { code, control = false, alt = false, shift = false } = keys;
  return pressedShortcut({ code, ctrlKey: control, altKey: alt, shiftKey: shift, metaKey });
}

describe('the keys of a lesson page', () => {
  it('mean one thing each', () => {
    const written = shortcuts.flatMap(({ keys }) => keys.map((one) => keyCaps(one).join('+')));
    expect(written.length).toBeGreaterThan(15);
    expect(new Set(written).size).toBe(written.length);
    expect(new Set(shortcuts.map(({ id }) => id)).size).toBe(shortcuts.length);
  });

  it('are each found when pressed', () => {
    for (const { id, keys } of pageShortcuts) for (const one of keys) expect(press(one)).toBe(id);
  });

  it('are not found with a key too many or too few', () => {
    expect(press({ code: 'Digit1', alt: true })).toBeNull();
    expect(press({ code: 'Digit1', alt: true, shift: true, control: true })).toBeNull();
    expect(press({ code: 'Digit1', alt: true, shift: true }, true)).toBeNull();
    expect(press({ code: 'KeyA' })).toBeNull();
  });

  it('leave the keys of the terminals to the terminals', () => {
    expect(press({ code: 'KeyT', alt: true, shift: true })).toBeNull();
  });

  it('are written as on a keyboard, and for screen readers as the standard says', () => {
    expect(shownKeys('go-editor')).toBe('Alt+Shift+2');
    expect(shownKeys('switch-half')).toBe('Ctrl+`');
    expect(ariaKeys('switch-half')).toBe('Control+`');
    expect(ariaKeys('palette')).toBe('Alt+Shift+P F1');
  });

  it('are explained in every language', () => {
    for (const { workbench } of Object.values(messages))
      expect(Object.keys(workbench)).toEqual(expect.arrayContaining(shortcuts.map(({ id }) => `key-${id}`)));
  });
});
