// What Prometheus learns about this container, in its text format: a comment, the kind, and a line per value.
package main

import (
	"fmt"
	"io"
	"net/http"
	"runtime"
	"slices"
	"sync"
	"time"
)

// Counts are of this container alone, from its start on; Prometheus adds the containers up.
type metrics struct {
	started  time.Time
	lock     sync.Mutex
	inFlight int
	requests map[int]int // by HTTP status
}

func newMetrics() *metrics {
	// A count that begins at zero lets Prometheus see the first request as an increase.
	return &metrics{started: time.Now(), requests: map[int]int{http.StatusOK: 0, http.StatusServiceUnavailable: 0}}
}

// count lets a handler answer, and keeps account of it.
func (m *metrics) count(handler http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		m.lock.Lock()
		m.inFlight++
		m.lock.Unlock()
		answer := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			m.lock.Lock()
			m.inFlight--
			m.requests[answer.status]++
			m.lock.Unlock()
		}()
		handler(answer, r)
	}
}

type statusRecorder struct {
	http.ResponseWriter
	status int
}

func (s *statusRecorder) WriteHeader(status int) {
	s.status = status
	s.ResponseWriter.WriteHeader(status)
}

func (m *metrics) serve(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	m.write(w)
	writeRuntime(w)
	describe(w, "process_start_time_seconds", "gauge", "When this process started, in seconds since 1970")
	fmt.Fprintf(w, "process_start_time_seconds %d\n", m.started.Unix())
}

func (m *metrics) write(w io.Writer) {
	m.lock.Lock()
	defer m.lock.Unlock()
	describe(w, "image_gallery_in_flight_requests", "gauge", "Requests being answered right now")
	fmt.Fprintf(w, "image_gallery_in_flight_requests %d\n", m.inFlight)
	describe(w, "image_gallery_requests_total", "counter", "Requests answered, by HTTP status")
	var statuses []int
	for status := range m.requests {
		statuses = append(statuses, status)
	}
	slices.Sort(statuses)
	for _, status := range statuses {
		fmt.Fprintf(w, "image_gallery_requests_total{code=\"%d\"} %d\n", status, m.requests[status])
	}
}

func writeRuntime(w io.Writer) {
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	describe(w, "go_info", "gauge", "The version of Go this program was built with")
	fmt.Fprintf(w, "go_info{version=%q} 1\n", runtime.Version())
	for _, gauge := range []struct {
		name, help string
		value      uint64
	}{
		{"go_goroutines", "Goroutines that exist right now", uint64(runtime.NumGoroutine())},
		{"go_memstats_alloc_bytes", "Bytes on the heap that are in use or not yet collected", memory.Alloc},
		{"go_memstats_heap_inuse_bytes", "Bytes in heap spans that are in use", memory.HeapInuse},
		{"go_memstats_stack_inuse_bytes", "Bytes in use by the stacks of goroutines", memory.StackInuse},
		{"go_memstats_sys_bytes", "Bytes obtained from the operating system", memory.Sys},
	} {
		describe(w, gauge.name, "gauge", gauge.help)
		fmt.Fprintf(w, "%s %d\n", gauge.name, gauge.value)
	}
}

func describe(w io.Writer, name, kind, help string) {
	fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}
