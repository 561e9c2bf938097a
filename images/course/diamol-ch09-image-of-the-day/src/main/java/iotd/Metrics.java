package iotd;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What this service counts itself and what the Java runtime knows about itself, in the text format of Prometheus. The
 * names are those that Java services usually give to these numbers.
 */
final class Metrics {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Set<String> PATHS = Set.of("/image", "/actuator/health", "/actuator/prometheus");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");

    private final LongAdder imageLoads = new LongAdder();
    private final Map<String, Requests> requests = new ConcurrentSkipListMap<>();

    private static final class Requests {
        final LongAdder count = new LongAdder();
        final LongAdder nanoseconds = new LongAdder();
    }

    void countImageLoad() {
        imageLoads.increment();
    }

    /**
     * Prometheus keeps a time series for each combination of labels. What a visitor can choose freely must therefore
     * not become a label: unknown paths and methods are counted together.
     */
    void countRequest(String method, String path, int status, long nanoseconds) {
        var labels = "method=\"%s\",status=\"%d\",uri=\"%s\"".formatted(
                METHODS.contains(method) ? method : "OTHER", status, PATHS.contains(path) ? path : "UNKNOWN");
        var counted = requests.computeIfAbsent(labels, unused -> new Requests());
        counted.count.increment();
        counted.nanoseconds.add(nanoseconds);
    }

    String toText() {
        var text = new Text();
        text.family("iotd_api_image_load_total", "counter", "Pictures of the day that were handed out");
        text.sample("iotd_api_image_load_total", "status=\"success\"", imageLoads.sum());

        text.family("http_server_requests_seconds", "summary", "Answered requests and the time they took");
        requests.forEach((labels, counted) -> {
            text.sample("http_server_requests_seconds_count", labels, counted.count.sum());
            text.sample("http_server_requests_seconds_sum", labels, counted.nanoseconds.sum() / 1e9);
        });

        addMemory(text);
        addGarbageCollection(text);
        addRuntime(text);
        return text.toString();
    }

    private static void addMemory(Text text) {
        var pools = ManagementFactory.getMemoryPoolMXBeans();
        text.family("jvm_memory_used_bytes", "gauge", "Memory in use");
        for (var pool : pools) {
            text.sample("jvm_memory_used_bytes", labels(pool), pool.getUsage().getUsed());
        }
        text.family("jvm_memory_committed_bytes", "gauge", "Memory that the system has granted");
        for (var pool : pools) {
            text.sample("jvm_memory_committed_bytes", labels(pool), pool.getUsage().getCommitted());
        }
        text.family("jvm_memory_max_bytes", "gauge", "Memory that may be used at most; -1 if there is no limit");
        for (var pool : pools) {
            text.sample("jvm_memory_max_bytes", labels(pool), pool.getUsage().getMax());
        }
    }

    private static String labels(MemoryPoolMXBean pool) {
        var area = switch (pool.getType()) {
            case HEAP -> "heap";
            case NON_HEAP -> "nonheap";
        };
        // The names of the pools hold a quotation mark: CodeHeap 'profiled nmethods'. It needs no escaping.
        return "area=\"%s\",id=\"%s\"".formatted(area, pool.getName());
    }

    private static void addGarbageCollection(Text text) {
        text.family("jvm_gc_pause_seconds", "summary", "Pauses for the collection of garbage");
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            var labels = "gc=\"%s\"".formatted(collector.getName());
            text.sample("jvm_gc_pause_seconds_count", labels, collector.getCollectionCount());
            text.sample("jvm_gc_pause_seconds_sum", labels, collector.getCollectionTime() / 1e3);
        }
    }

    private static void addRuntime(Text text) {
        var threads = ManagementFactory.getThreadMXBean();
        text.single("jvm_threads_live_threads", "gauge", "Threads of the Java runtime", threads.getThreadCount());
        text.single("jvm_threads_daemon_threads", "gauge", "Daemon threads", threads.getDaemonThreadCount());
        text.single("jvm_threads_peak_threads", "gauge", "Most threads at a time", threads.getPeakThreadCount());

        var classes = ManagementFactory.getClassLoadingMXBean();
        text.single("jvm_classes_loaded_classes", "gauge", "Loaded classes", classes.getLoadedClassCount());

        var runtime = ManagementFactory.getRuntimeMXBean();
        text.single("process_uptime_seconds", "gauge", "Time since the start", runtime.getUptime() / 1e3);
        text.single("process_start_time_seconds", "gauge", "Start in Unix time", runtime.getStartTime() / 1e3);

        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        // Negative or not a number until there is something to compare with.
        text.single("process_cpu_usage", "gauge", "Share of all processors", Math.max(0, system.getProcessCpuLoad()));
        text.single("system_cpu_usage", "gauge", "Share in use by all", Math.max(0, system.getCpuLoad()));
        text.single("system_cpu_count", "gauge", "Processors", system.getAvailableProcessors());

        text.family("jvm_info", "gauge", "The Java runtime");
        text.sample("jvm_info", "version=\"%s\"".formatted(Runtime.version()), 1);
    }

    /** The text format: for each name what it means and of what type it is, then its values. */
    private static final class Text {
        private final StringBuilder lines = new StringBuilder();

        void family(String name, String type, String help) {
            lines.append("# HELP %s %s\n# TYPE %s %s\n".formatted(name, help, name, type));
        }

        void sample(String name, String labels, double value) {
            var braces = labels.isEmpty() ? "" : "{" + labels + "}";
            lines.append(name).append(braces).append(' ').append(number(value)).append('\n');
        }

        void single(String name, String type, String help, double value) {
            family(name, type, help);
            sample(name, "", value);
        }

        private static String number(double value) {
            var plain = Double.isFinite(value) ? BigDecimal.valueOf(value) : BigDecimal.ZERO;
            return plain.stripTrailingZeros().toPlainString();
        }

        @Override
        public String toString() {
            return lines.toString();
        }
    }
}
