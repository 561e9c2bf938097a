// A web page with the image of the day. It gets the image from one service and reports every visit to another.
package main

import (
	"bytes"
	"encoding/json"
	"html/template"
	"log"
	"net"
	"net/http"
	"os"
	"time"
)

type page struct {
	URL     template.URL `json:"url"`
	Caption string       `json:"caption"`
	Problem string
}

// Every request looks the names of the services up anew.
var client = http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}

func main() {
	html := template.Must(template.ParseFiles("index.html"))
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		shown, err := visit(r)
		if err != nil {
			log.Print(err)
			shown.Problem = err.Error()
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		html.Execute(w, shown)
	})
	log.Print("image-gallery listens on port 80")
	log.Fatal(http.ListenAndServe(":80", nil))
}

func visit(r *http.Request) (page, error) {
	answer, err := client.Get(os.Getenv("IMAGE_API_URL"))
	if err != nil {
		return page{}, err
	}
	defer answer.Body.Close()
	var shown page
	if err := json.NewDecoder(answer.Body).Decode(&shown); err != nil {
		return page{}, err
	}
	visitor, _, _ := net.SplitHostPort(r.RemoteAddr)
	report, _ := json.Marshal(map[string]string{"clientIp": visitor})
	logged, err := client.Post(os.Getenv("ACCESS_API_URL"), "application/json", bytes.NewReader(report))
	if err != nil {
		return page{}, err
	}
	return shown, logged.Body.Close()
}
