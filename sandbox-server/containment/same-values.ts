/**
 * Writing into files of the kernel the values that they have, which shows whether they can be written and changes nothing.
 *
 * Knows nothing about what the files are for.
 */
import { oneLine } from './attempt.ts';
import type { Scene } from './scene.ts';

/**
 * Names of the files in a folder that root in the attacker's sandbox could write. Throws when none of them is there.
 *
 * @param names relative to the folder, of letters, digits, "_", "." and "/"
 */
export async function writeSameValues(
  { attacker }: Scene,
  folder: string,
  names: readonly string[],
): Promise<readonly string[]> {
  const output = await attacker.run(`
cd ${folder}
tried=0
for name in ${names.join(' ')}; do
  [ -e $name ] || continue
  tried=$((tried + 1))
  value=$(< $name)
  { echo "$value" > $name; } 2> /dev/null && echo wrote $name
done
echo tried $tried`);
  if (!/^tried [1-9]\d*$/m.test(output)) throw new Error(`nothing of it is in ${folder}: ${oneLine(output)}`);
  return [...output.matchAll(/^wrote ([\w./]{1,60})$/gm)].map(([, name = '']) => name);
}
