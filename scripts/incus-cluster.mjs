/**
 * `node scripts/incus-cluster.mjs`: a cluster of Incus servers on this one machine, to try out what is to be done to real
 * ones. Knows the commands, not how they work.
 */
import {
  addMember,
  makeCluster,
  missingForCluster,
  removeCluster,
  returnMember,
  statusOf,
} from './incus-cluster/cluster.mjs';
import { isRunning, killMember } from './incus-cluster/member.mjs';
import { members } from './incus-cluster/place.mjs';
import { asError, StageFailure } from './start/failure.mjs';

const help = `Usage: node scripts/incus-cluster.mjs COMMAND

Commands (as root; this machine's own Incus is only read)
  up [N]          makes a cluster of N members, 3 unless said otherwise, with the image of the sandbox
  status          which members there are, how the cluster sees them, and where their APIs are
  add             starts one more machine, which joins
  kill MEMBER     as a power cut does, e.g. kill m2
  return MEMBER   starts a member that was killed
  down            ends everything and leaves nothing behind
  --help          show this text
`;

process.exitCode = await main(process.argv.slice(2));

/**
 * @param {readonly string[]} parameters
 * @returns {Promise<number>} exit code
 */
async function main([command = '--help', parameter]) {
  try {
    if (command === 'up') await up(Number(parameter ?? 3));
    else if (command === 'add') await addMember();
    else if (command === 'kill') await killMember(memberNamed(parameter));
    else if (command === 'return') await returnMember(memberNamed(parameter));
    else if (command === 'down') await removeCluster();
    else if (command !== 'status') {
      const asked = command === '--help' || command === '-h';
      (asked ? process.stdout : process.stderr).write(asked ? help : `Unknown command ${command}.\n\n${help}`);
      return asked ? 0 : 2;
    }
    await showStatus();
    return 0;
  } catch (error) {
    const { stack, message } = asError(error);
    process.stderr.write(`${error instanceof StageFailure ? message : (stack ?? message)}\n`);
    return 1;
  }
}

/** @param {number} size */
async function up(size) {
  if (!Number.isInteger(size) || size < 1 || size > 9) throw new StageFailure('A cluster has 1 to 9 members.');
  const missing = await missingForCluster();
  if (missing !== null) throw new StageFailure(`There can be no cluster here: ${missing}.`);
  await makeCluster(size);
}

/** @param {string | undefined} name */
function memberNamed(name) {
  const member = members().find((one) => one.name === name);
  if (!member) throw new StageFailure(`There is no member ${name ?? ''}. \`status\` lists them.`);
  return member;
}

async function showStatus() {
  const made = members();
  const asked = made.find(isRunning);
  if (made.length === 0) process.stdout.write('There is no cluster on this machine.\n');
  for (const member of made) {
    const status = asked ? await statusOf(asked, member) : 'unknown';
    const runs = isRunning(member) ? 'runs' : 'does not run';
    process.stdout.write(`${member.name}  ${runs}, ${status.toLowerCase()}  ${member.socket}\n`);
  }
}
