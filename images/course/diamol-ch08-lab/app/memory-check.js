/**
 * Checks the memory of the program that takes more and more. Exit code 0: all is well; 1: it has taken more than
 * MAX_ALLOCATION_MB, or, before it has started, there is not enough memory in this container for as much as that.
 */
import { readAllocated } from './allocated.js';

const max = Number(process.env.MAX_ALLOCATION_MB);
const allocated = readAllocated();

if (allocated === 0) {
  // What is left of the limit set with `docker run --memory`, or of the machine's memory.
  const available = Math.floor(process.availableMemory() / (1024 * 1024));
  report(available >= max, `none allocated, available: ${available}MB, needed: ${max}MB`);
} else {
  report(allocated <= max, `allocated: ${allocated}MB, max: ${max}MB`);
}

function report(fine, facts) {
  console.log(`Memory check: ${fine ? 'OK' : 'FAIL'}, ${facts}`);
  process.exitCode = fine ? 0 : 1;
}
