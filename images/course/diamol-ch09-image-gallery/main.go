// A web page with the picture of the day. It gets the picture from one service and reports every visit to another; the
// environment says where these are (IMAGE_API_URL and ACCESS_API_URL). Prometheus collects /metrics.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

const largestAnswer = 8 << 20 // bytes: a picture may come within the answer, as a data: URI

// A new connection for each request looks the name up anew, which spreads the requests over all containers of a service.
var services = http.Client{Timeout: 15 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}

// What the image service answers.
type image struct {
	URL       string `json:"url"`
	Caption   string `json:"caption"`
	Copyright string `json:"copyright"`
}

// What index.html shows: a picture, or a problem.
type page struct {
	Source                  template.URL
	Caption, Copyright      string
	Problem, Reason, Advice string
	Container               string
}

type gallery struct {
	imageURL, accessURL string
	container           string
	html                *template.Template
}

func main() {
	html, err := template.ParseFiles("index.html")
	if err != nil {
		log.Fatal(err)
	}
	container, _ := os.Hostname()
	pages := gallery{setting("IMAGE_API_URL", "http://iotd/image"), setting("ACCESS_API_URL", "http://accesslog/access-log"), container, html}
	counts := newMetrics()
	http.HandleFunc("/", counts.count(pages.index))
	http.HandleFunc("/metrics", counts.serve)
	serve(&http.Server{Addr: ":80"})
}

func setting(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

// serve ends when the container is stopped, after the requests that are under way.
func serve(server *http.Server) {
	stopped, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	log.Printf("image-gallery listens on %s", server.Addr)
	select {
	case err := <-failed:
		log.Fatal(err)
	case <-stopped.Done():
	}
	deadline, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	server.Shutdown(deadline)
}

func (g gallery) index(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/" {
		http.NotFound(w, r)
		return
	}
	status, shown := g.visit(r)
	shown.Container = g.container
	var body bytes.Buffer
	if err := g.html.Execute(&body, shown); err != nil {
		log.Print(err)
		http.Error(w, "The page could not be made from index.html.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	w.Write(body.Bytes())
}

// visit gets the picture and reports the visitor.
func (g gallery) visit(r *http.Request) (int, page) {
	picture, err := g.fetchImage(r.Context())
	if err != nil {
		return unavailable("The image service does not answer", g.imageURL, err)
	}
	if err := g.reportAccess(r.Context(), visitor(r)); err != nil {
		return unavailable("The access log does not answer", g.accessURL, err)
	}
	return http.StatusOK, picture
}

func unavailable(problem, address string, err error) (int, page) {
	log.Printf("%s: %v", problem, err)
	return http.StatusServiceUnavailable, page{
		Problem: problem,
		Reason:  reason(err),
		Advice:  "This page needs " + address + ". Is a container of that name running, and on the same network as this one?",
	}
}

// reason leaves out what Go puts before the cause.
func reason(err error) string {
	var lookup *net.DNSError
	if errors.As(err, &lookup) {
		return "No such host: " + lookup.Name
	}
	var connection *net.OpError
	if errors.As(err, &connection) && errors.Is(err, syscall.ECONNREFUSED) {
		return fmt.Sprintf("Connection refused by %s", connection.Addr)
	}
	return err.Error()
}

func (g gallery) fetchImage(ctx context.Context) (page, error) {
	answer, err := send(ctx, http.MethodGet, g.imageURL, nil)
	if err != nil {
		return page{}, err
	}
	var found image
	if err := json.Unmarshal(answer, &found); err != nil {
		return page{}, fmt.Errorf("its answer is not the JSON of an image: %w", err)
	}
	source, err := imageSource(found.URL)
	return page{Source: source, Caption: found.Caption, Copyright: found.Copyright}, err
}

// imageSource lets through what can only be a picture. The template would refuse every data: URI otherwise, as a page that
// shows whatever somebody sends can be made to run their scripts.
func imageSource(url string) (template.URL, error) {
	for _, start := range []string{"https://", "http://", "data:image/"} {
		if strings.HasPrefix(url, start) {
			return template.URL(url), nil
		}
	}
	return "", errors.New("its answer has no address of an image")
}

func (g gallery) reportAccess(ctx context.Context, clientIP string) error {
	message, err := json.Marshal(map[string]string{"clientIp": clientIP})
	if err != nil {
		return err
	}
	_, err = send(ctx, http.MethodPost, g.accessURL, bytes.NewReader(message))
	return err
}

func visitor(r *http.Request) string {
	address, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return address
}

func send(ctx context.Context, method, url string, body io.Reader) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, url, body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := services.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		return nil, fmt.Errorf("it answered with the status %s", response.Status)
	}
	return io.ReadAll(io.LimitReader(response.Body, largestAnswer))
}
