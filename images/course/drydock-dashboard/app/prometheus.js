// Asks Prometheus, and says in words what stands in the way of an answer.

const points = 180;

/** A Prometheus at an address. */
export function createPrometheus(address) {
  async function ask(path, parameters) {
    const url = `${address.replace(/\/$/, '')}/api/v1/${path}?${new URLSearchParams(parameters)}`;
    let response;
    try {
      response = await fetch(url, { signal: AbortSignal.timeout(3000) });
    } catch (error) {
      const late = error.name === 'TimeoutError' && 'no answer within 3 seconds';
      const reason = late || (error.cause?.code ?? error.cause?.message ?? error.message);
      throw new Error(
        `Prometheus does not answer at ${address} (${reason}). Is it running, and in the same network as this dashboard? ` +
          'The address comes from the environment variable PROMETHEUS_URL.',
      );
    }
    const body = await response.json().catch(() => undefined);
    if (body?.status === 'success') return body.data;
    if (body?.errorType === 'bad_data') throw new Error(`Prometheus cannot read the query: ${body.error}`);
    throw new Error(body?.error ?? `${address} answered ${response.status}, but not as Prometheus does.`);
  }

  async function seriesOf(target, panel, seconds) {
    if (panel.type !== 'timeseries') {
      const { resultType, result } = await ask('query', { query: target.expr });
      const samples = resultType === 'vector' ? result : [{ metric: {}, value: result }];
      return samples.map(({ metric, value }) => ({ metric, name: nameOf(metric, target), points: [pointOf(value)] }));
    }
    const end = Math.floor(Date.now() / 1000);
    const step = Math.max(1, Math.round(seconds / points));
    const { result } = await ask('query_range', { query: target.expr, start: end - seconds, end, step });
    return result.map(({ metric, values }) => ({ metric, name: nameOf(metric, target), points: values.map(pointOf) }));
  }

  return {
    address,

    async health() {
      try {
        await ask('query', { query: '1' });
        return { address, reachable: true };
      } catch (error) {
        return { address, reachable: false, message: error.message };
      }
    },

    /** What a panel has to draw: series of [seconds, value], or a message in their place. */
    async panelData(panel, seconds) {
      if (panel.problem) return { series: [], error: panel.problem };
      try {
        const series = (await Promise.all(panel.targets.map((target) => seriesOf(target, panel, seconds)))).flat();
        if (series.length > 0) return { series };
        return { series, error: 'No data: Prometheus understands the query, but knows no series that fits it.' };
      } catch (error) {
        return { series: [], error: error.message };
      }
    },
  };
}

// JSON has no infinite numbers; they become null, a gap.
const pointOf = ([seconds, value]) => [seconds, Number.isFinite(Number(value)) ? Number(value) : null];

function nameOf(metric, target) {
  if (target.legendFormat)
    return target.legendFormat.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label) => metric[label] ?? '');
  const { __name__: name = '', ...labels } = metric;
  const text = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return text.length > 0 ? `${name}{${text.join(', ')}}` : name || target.expr;
}
