/**
 * Takes LOOP_ALLOCATION_MB of memory every LOOP_INTERVAL_MS and gives nothing back, like a program with a leak. The memory
 * is really used. It does not stop at MAX_ALLOCATION_MB, or there would be nothing to notice, but two steps above it, so
 * that the machine stays usable.
 */
import { tellAllocated } from './allocated.js';

const max = Number(process.env.MAX_ALLOCATION_MB);
const step = Number(process.env.LOOP_ALLOCATION_MB);
const interval = Number(process.env.LOOP_INTERVAL_MS);

// As the first process of a container a program gets no default handling of signals.
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));

const taken = [];
let allocated = 0;

function allocate() {
  // Filled with ones: memory that was never written to is promised by the kernel, but not used.
  taken.push(Buffer.alloc(step * 1024 * 1024, 1));
  allocated += step;
  tellAllocated(allocated);
  console.log(`Allocated: ${allocated}MB`);
  if (allocated > max + step) {
    clearInterval(timer);
    console.log(`That is enough. The maximum is ${max}MB.`);
    // Stays there with what it has taken.
    setInterval(() => {}, 60_000);
  }
}

const timer = setInterval(allocate, interval);
