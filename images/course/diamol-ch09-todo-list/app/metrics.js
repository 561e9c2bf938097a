/**
 * What the application measures of itself, and the text in which Prometheus wants to read it. A counter only grows, a gauge
 * goes up and down, a histogram counts in how many cases a measured value was at most so and so much.
 */

/** Upper bounds, in seconds, of the classes into which the duration of a request falls. */
const durationBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function createMetrics() {
  /** How many requests there were, by the text of their labels. */
  const requests = new Map();
  /** How many requests took at most as long as the bound at the same place; those that took longer come last. */
  const durations = new Array(durationBounds.length + 1).fill(0);
  let durationSum = 0;
  let inProgress = 0;
  let tasksCreated = 0;

  const durationLines = () => {
    let atMost = 0;
    const buckets = [...durationBounds, '+Inf'].map((bound, index) => {
      atMost += durations[index];
      return [`_bucket{le="${bound}"}`, atMost];
    });
    return [...buckets, ['_sum', durationSum], ['_count', atMost]];
  };

  return {
    taskCreated: () => {
      tasksCreated += 1;
    },
    requestStarted: () => {
      inProgress += 1;
    },
    requestFinished: ({ method, code, seconds }) => {
      inProgress -= 1;
      const labels = `{code="${code}",method="${method}"}`;
      requests.set(labels, (requests.get(labels) ?? 0) + 1);
      const index = durationBounds.findIndex((bound) => seconds <= bound);
      durations[index === -1 ? durationBounds.length : index] += 1;
      durationSum += seconds;
    },
    /** All metrics in the text format of Prometheus. */
    text: () =>
      [
        metric('todo_tasks_created_total', 'counter', 'Items added to the list', [['', tasksCreated]]),
        metric('http_requests_received_total', 'counter', 'HTTP requests answered', [...requests]),
        metric('todo_http_requests_total', 'counter', 'The same, named after the application', [...requests]),
        metric('http_requests_in_progress', 'gauge', 'HTTP requests being answered now', [['', inProgress]]),
        metric('todo_http_request_duration_seconds', 'histogram', 'Time taken to answer', durationLines()),
        metric('process_uptime_seconds', 'gauge', 'Time since the application started', [['', process.uptime()]]),
        metric('process_resident_memory_bytes', 'gauge', 'Memory in use', [['', process.memoryUsage.rss()]]),
        metric('process_cpu_seconds_total', 'counter', 'Processor time used', [['', processorSeconds()]]),
      ].join(''),
  };
}

function metric(name, type, help, samples) {
  const lines = samples.map(([suffix, value]) => `${name}${suffix} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function processorSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}
